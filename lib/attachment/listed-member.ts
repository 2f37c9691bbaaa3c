import { type SQL, sql } from "drizzle-orm";
import { typedSearch } from "@/lib/platform/typed-search";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import { mayAs, type Role } from "@/lib/structure/rights";

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

/** Which people a reader of such a table wants to see. */
export interface MemberFilter {
  /** Words that must all be found in the name or the contact address. */
  text: string;
  status: "approved" | "suspended" | null;
}

/** What a reader of such a table may ask for. */
export interface MemberSearch extends MemberFilter {
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

/**
 * The people of one structure: simple users see no contact address but the managers', and no last sign-in but their own
 * (SEC-63).
 */
export function membersOf({ structureId, capacity, holder }: Permit<"view-sheet">): MemberScope {
  return {
    listed: sql`attachment.structure_id = ${structureId}`,
    disclosed: mayAs(capacity, "manage-members") ? sql`true` : sql`attachment.account_id = ${holder.accountId}`,
    searchesStructures: false,
  };
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
 * The people who are listed and wanted, one `ListedMember` a row, in no order: the search ignores case and accents
 * (R-1207), and tells nothing of what the reader may not see. Accounts are looked up one by one, which `offset 0` makes
 * sure of: for a large structure the planner would rather read all the accounts of the portal.
 */
export function matchingMembers(
  { listed, disclosed, searchesStructures }: MemberScope,
  { text, status }: MemberFilter,
): SQL {
  const words = typedSearch(text).split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  const names = sql`"familyName" || ' ' || "givenName" || ' ' || coalesce("contactEmail", '')`;
  const searched = searchesStructures ? sql`${names} || ' ' || designation || ' ' || identifier` : names;
  const conditions = [
    ...words.map((word) => sql`strpos(fold(${searched}), fold(${word})) > 0`),
    ...(status === null ? [] : [sql`status = ${status}`]),
  ];
  return sql`
    select * from (
      select attachment.id as "attachmentId", attachment.account_id as "accountId",
        attachment.structure_id as "structureId", structure.identifier_type as "identifierType", structure.identifier,
        coalesce(structure.label, structure.legal_name) as designation, account.family_name as "familyName",
        account.given_name as "givenName", attachment.role, attachment.status,
        account.status = 'active' as "isAccountActive", attachment.reactivate_on as "reactivateOn",
        case when ${disclosed} or attachment.role <> 'member' then account.contact_email end as "contactEmail",
        case when ${disclosed} then account.last_sign_in_at end as "lastSignInAt", ${disclosed} as "isDisclosed"
      from attachments attachment
      cross join lateral (select * from accounts where id = attachment.account_id offset 0) account
      join structures structure on structure.id = attachment.structure_id
      where ${listed} and attachment.status in ('approved', 'suspended')
    ) listed ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}`;
}

/**
 * One statement for a page of people, cut and sorted by the database (R-830, R-905): the order ignores case and accents
 * (R-1207), and tells nothing of what the reader may not see. A page beyond the last one is the last.
 */
export function memberPageQuery(scope: MemberScope, search: MemberSearch): SQL {
  const { sort, descending, page, pageSize } = search;
  const direction = descending ? sql`desc` : sql`asc`;
  const order = sql`${orders[sort]} ${direction} nulls last, fold("familyName"), fold("givenName"), "attachmentId"`;
  const cut =
    pageSize === null
      ? sql``
      : sql`limit ${pageSize}::bigint offset (
          select greatest(0, least(${page - 1}::bigint, (count(*) - 1) / ${pageSize}::bigint)) * ${pageSize}::bigint
          from matching)`;
  return sql`
    with matching as (
      select *, row_number() over (order by ${order}) as place from (${matchingMembers(scope, search)}) found
    ), shown as (select * from matching order by place ${cut})
    select (select count(*) from matching) as total,
      coalesce((select json_agg(shown order by place) from shown), '[]') as rows`;
}

/** A person as drivers hand him over: dates in JSON are text. */
export type MemberRow = Omit<ListedMember, "lastSignInAt"> & { lastSignInAt: string | null };

/** The answer of `memberPageQuery`, as drivers hand it over. */
export interface MemberPageRow {
  [column: string]: unknown;
  total: string | number;
  rows: (MemberRow & { place: number })[];
}

/** The page that the database answered. */
export function memberPageOf(answer: MemberPageRow | undefined): MemberPage {
  const rows = (answer?.rows ?? []).map(({ place: _, ...row }) => memberOf(row));
  return { rows, total: Number(answer?.total ?? 0) };
}

/** A person that the database answered. */
export function memberOf({ lastSignInAt, ...row }: MemberRow): ListedMember {
  return { ...row, lastSignInAt: lastSignInAt === null ? null : new Date(lastSignInAt) };
}
