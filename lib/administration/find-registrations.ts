import { type SQL, sql } from "drizzle-orm";
import { parseEmail } from "@/lib/account/email";
import type { Context } from "@/lib/platform/context";
import { searchWords } from "@/lib/platform/search-words";
import type { Administrator } from "./administrator";
import {
  type BoundedList,
  type BoundedListRow,
  boundedListOf,
  boundedListQuery,
  boundedRows,
  type ListPage,
  momentOf,
} from "./bounded-list";

/** A registration that waits for its activation: "Créé (non activé)" (R-501). */
export interface ListedRegistration {
  id: string;
  email: string;
  givenName: string;
  familyName: string;
  createdAt: Date;
  /** Until when its newest link works; null: none is live. */
  expiresAt: Date | null;
}

/** The columns one may sort by, the usual one first. */
export const registrationSorts = ["createdAt", "name", "email", "expiresAt"] as const;
export type RegistrationSort = (typeof registrationSorts)[number];

export interface RegistrationSearch extends ListPage<RegistrationSort> {
  query: string;
}

/** Registrations that wait, by name and address, whatever the case and accents, in one statement (R-1401, R-1207). */
export async function findRegistrations(
  ctx: Context,
  _administrator: Administrator,
  search: RegistrationSearch,
): Promise<BoundedList<ListedRegistration>> {
  const conditions = [sql`registration.closed_at is null`, ...searched(search.query)];
  const matching = sql`
    select registration.id, registration.email, registration.given_name as "givenName",
      registration.family_name as "familyName", registration.created_at as "createdAt", (
        select max(expires_at) from single_use_links link
        where link.subject_id = registration.id and link.purpose = 'activation'
          and link.used_at is null and link.voided_at is null
      ) as "expiresAt"
    from registrations registration
    where ${sql.join(conditions, sql` and `)}
    order by registration.created_at desc ${boundedRows}`;
  const direction = search.descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<BoundedListRow<RegistrationRow>>(
    boundedListQuery({
      ...search,
      matching,
      order: sql`${orders[search.sort]} ${direction} nulls last, fold("familyName"), fold("givenName"), id`,
    }),
  );
  return boundedListOf(rows[0], ({ id, email, givenName, familyName, createdAt, expiresAt }) => ({
    id,
    email,
    givenName,
    familyName,
    createdAt: new Date(createdAt),
    expiresAt: momentOf(expiresAt),
  }));
}

interface RegistrationRow {
  id: string;
  email: string;
  givenName: string;
  familyName: string;
  createdAt: string;
  expiresAt: string | null;
}

/** A whole address is looked up by its index; words are looked for in what waits. */
function searched(query: string): SQL[] {
  const email = parseEmail(query);
  if (email) return [sql`registration.email = ${email}`];
  const text = sql`fold(registration.email || ' ' || registration.contact_email || ' ' || registration.given_name || ' ' || registration.family_name)`;
  return searchWords(query).map((word) => sql`${text} like '%' || fold(${word}) || '%'`);
}

const orders: Record<RegistrationSort, SQL> = {
  createdAt: sql`"createdAt"`,
  name: sql`fold("familyName")`,
  email: sql`email`,
  expiresAt: sql`"expiresAt"`,
};
