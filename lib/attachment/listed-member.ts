import { type SQL, sql } from "drizzle-orm";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";

/** A person of a structure, as its users table shows him (R-830). */
export interface ListedMember {
  attachmentId: string;
  accountId: string;
  structureId: string;
  identifierType: IdentifierType;
  identifier: string;
  designation: string;
  familyName: string;
  givenName: string;
  /** Null: not for the reader's eyes (SEC-63). */
  contactEmail: string | null;
  role: Role;
  status: "approved" | "suspended";
  /** False: he may have rights here, but cannot sign in at present (R-510). */
  isAccountActive: boolean;
  /** Whether the reader may know the address and the last sign-in of this very person (SEC-63). */
  isDisclosed: boolean;
  /** `2026-12-31`. */
  reactivateOn: string | null;
  lastSignInAt: Date | null;
}

/** What a reader of such a table may ask for. */
export interface MemberSearch {
  /** Words that must all be found in the name or the contact address. */
  text: string;
  status: "approved" | "suspended" | null;
  sort: MemberSort;
  descending: boolean;
  page: number;
  /** Null: everybody, for an export. */
  pageSize: number | null;
}

/** One page of the table, and how many people all of them hold. */
export interface MemberPage {
  rows: ListedMember[];
  total: number;
}

/** The columns one may sort by, the usual one first. */
export const memberSorts = [
  "familyName",
  "givenName",
  "contactEmail",
  "role",
  "status",
  "reactivateOn",
  "lastSignInAt",
  "designation",
] as const;
export type MemberSort = (typeof memberSorts)[number];

/** Who is listed, and what the reader may know of them. */
export interface MemberScope {
  /** A condition on `attachment`. */
  listed: SQL;
  /** A condition on `attachment`: the contact address and the last sign-in are shown (SEC-63). */
  disclosed: SQL;
  /** Whether the words are looked for in the name and the identifier of the structure too (R-905). */
  searchesStructures: boolean;
}

const orders: Record<MemberSort, SQL> = {
  familyName: sql`fold("familyName")`,
  givenName: sql`fold("givenName")`,
  contactEmail: sql`fold("contactEmail")`,
  role: sql`role`,
  status: sql`status`,
  reactivateOn: sql`"reactivateOn"`,
  lastSignInAt: sql`"lastSignInAt"`,
  designation: sql`fold(designation)`,
};

const MAX_WORDS = 8;

/**
 * One statement for a page of people, cut and sorted by the database (R-830, R-905): order and search ignore case and
 * accents (R-1207), and neither tells anything of what the reader may not see. A page beyond the last one is the last.
 */
export function memberPageQuery({ listed, disclosed, searchesStructures }: MemberScope, search: MemberSearch): SQL {
  const { text, status, sort, descending, page, pageSize } = search;
  const words = text.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const names = sql`"familyName" || ' ' || "givenName" || ' ' || coalesce("contactEmail", '')`;
  const searched = searchesStructures ? sql`${names} || ' ' || designation || ' ' || identifier` : names;
  const conditions = [
    ...words.map((word) => sql`strpos(fold(${searched}), fold(${word})) > 0`),
    ...(status === null ? [] : [sql`status = ${status}`]),
  ];
  const direction = descending ? sql`desc` : sql`asc`;
  const order = sql`${orders[sort]} ${direction} nulls last, fold("familyName"), fold("givenName"), "attachmentId"`;
  const cut =
    pageSize === null
      ? sql``
      : sql`limit ${pageSize}::bigint offset (
          select greatest(0, least(${page - 1}::bigint, (count(*) - 1) / ${pageSize}::bigint)) * ${pageSize}::bigint
          from matching)`;
  return sql`
    with listed as (
      select attachment.id as "attachmentId", attachment.account_id as "accountId",
        attachment.structure_id as "structureId", structure.identifier_type as "identifierType", structure.identifier,
        coalesce(structure.label, structure.legal_name) as designation, account.family_name as "familyName",
        account.given_name as "givenName", attachment.role, attachment.status,
        account.status = 'active' as "isAccountActive", attachment.reactivate_on as "reactivateOn",
        case when ${disclosed} or attachment.role <> 'member' then account.contact_email end as "contactEmail",
        case when ${disclosed} then account.last_sign_in_at end as "lastSignInAt", ${disclosed} as "isDisclosed"
      from attachments attachment
      join accounts account on account.id = attachment.account_id
      join structures structure on structure.id = attachment.structure_id
      where ${listed} and attachment.status in ('approved', 'suspended')
    ), matching as (
      select *, row_number() over (order by ${order}) as place from listed
      ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
    ), shown as (select * from matching order by place ${cut})
    select (select count(*) from matching) as total,
      coalesce((select json_agg(shown order by place) from shown), '[]') as rows`;
}

/** The answer of `memberPageQuery`, as drivers hand it over. */
export interface MemberPageRow {
  [column: string]: unknown;
  total: string | number;
  rows: (Omit<ListedMember, "lastSignInAt"> & { lastSignInAt: string | null; place: number })[];
}

/** The page that the database answered; dates in JSON are text. */
export function memberPageOf(answer: MemberPageRow | undefined): MemberPage {
  const rows = (answer?.rows ?? []).map(({ place: _, lastSignInAt, ...row }) => ({
    ...row,
    lastSignInAt: lastSignInAt === null ? null : new Date(lastSignInAt),
  }));
  return { rows, total: Number(answer?.total ?? 0) };
}
