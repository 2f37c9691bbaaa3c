import { type SQL, sql } from "drizzle-orm";
import type { accountStatus } from "@/drizzle/schema/account";
import { erasedAddress } from "@/lib/departure/erased-person";
import type { Context } from "@/lib/platform/context";
import { searchWords } from "@/lib/platform/search-words";
import { type AccountFilter, type AccountState, stateOf } from "./account-state";
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

/** An account, as the list of support shows it. */
export interface ListedAccount {
  id: string;
  email: string;
  givenName: string;
  familyName: string;
  state: Exclude<AccountState, "created">;
  isAdministrator: boolean;
  reactivationRequestedAt: Date | null;
  lastSignInAt: Date | null;
  createdAt: Date;
}

/** The columns one may sort by, the usual one first. */
export const accountSorts = ["createdAt", "name", "email", "state", "lastSignInAt"] as const;
export type AccountSort = (typeof accountSorts)[number];

/** What support looks for; `filter` null: whatever the state. */
export interface AccountSearch extends ListPage<AccountSort> {
  query: string;
  filter: Exclude<AccountFilter, "created"> | null;
}

/** What all addresses of erased accounts end with. */
const ERASED_ADDRESSES = erasedAddress("").replace(/^[^@]*/, "");

/** Whether a search can be answered along the index: at least one word holds three letters or digits in a row. */
export function isLongEnough(query: string): boolean {
  const words = searchWords(query);
  return words.length === 0 || words.some((word) => /[\p{L}\p{N}]{3}/u.test(word));
}

/** Accounts by name and address, whatever the case and accents, and by state, in one statement (R-1401, R-1207). */
export async function findAccounts(
  ctx: Context,
  _administrator: Administrator,
  search: AccountSearch,
): Promise<BoundedList<ListedAccount>> {
  if (!isLongEnough(search.query)) return { rows: [], total: 0, more: false };
  const now = ctx.now();
  const words = searchWords(search.query).map((word) => sql`account.search_text like '%' || fold(${word}) || '%'`);
  const conditions = [...words, ...filterOf(search.filter, now)];
  const matching = sql`
    select account.id, account.email, account.given_name as "givenName", account.family_name as "familyName",
      account.status, account.locked_until as "lockedUntil", account.is_administrator as "isAdministrator",
      account.reactivation_requested_at as "reactivationRequestedAt", account.last_sign_in_at as "lastSignInAt",
      account.created_at as "createdAt"
    from accounts account
    ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
    order by ${newestFirst(search.filter)} ${boundedRows}`;
  const direction = search.descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<BoundedListRow<AccountRow>>(
    boundedListQuery({
      ...search,
      matching,
      order: sql`${orders(now)[search.sort]} ${direction} nulls last, fold("familyName"), fold("givenName"), id`,
    }),
  );
  return boundedListOf(rows[0], ({ status, lockedUntil, ...row }) => ({
    id: row.id,
    email: row.email,
    givenName: row.givenName,
    familyName: row.familyName,
    state: stateOf({ status, lockedUntil: momentOf(lockedUntil) }, now),
    isAdministrator: row.isAdministrator,
    reactivationRequestedAt: momentOf(row.reactivationRequestedAt),
    lastSignInAt: momentOf(row.lastSignInAt),
    createdAt: new Date(row.createdAt),
  }));
}

interface AccountRow {
  id: string;
  email: string;
  givenName: string;
  familyName: string;
  status: (typeof accountStatus.enumValues)[number];
  lockedUntil: string | null;
  isAdministrator: boolean;
  reactivationRequestedAt: string | null;
  lastSignInAt: string | null;
  createdAt: string;
}

function filterOf(filter: AccountSearch["filter"], now: Date): SQL[] {
  const moment = now.toISOString();
  switch (filter) {
    case null:
      return [];
    case "active":
      return [
        sql`account.status = 'active'`,
        sql`(account.locked_until is null or account.locked_until <= ${moment}::timestamptz)`,
      ];
    case "locked":
      return [sql`account.status = 'active'`, sql`account.locked_until > ${moment}::timestamptz`];
    case "deactivated":
      return [sql`account.status = 'deactivated'`];
    case "reactivation-requested":
      return [sql`account.status = 'deactivated'`, sql`account.reactivation_requested_at is not null`];
    case "erased":
      // By the address that stands in place of theirs: no index knows the state itself.
      return [sql`account.status = 'erased'`, sql`account.search_text like '%' || ${ERASED_ADDRESSES} || '%'`];
  }
}

/** Which ones are taken where there are too many: the order of the index that finds them. */
function newestFirst(filter: AccountSearch["filter"]): SQL {
  return filter === "deactivated" || filter === "reactivation-requested"
    ? sql`account.deactivated_at desc`
    : // As the index says it.
      sql`account.created_at desc nulls first`;
}

function orders(now: Date): Record<AccountSort, SQL> {
  return {
    createdAt: sql`"createdAt"`,
    name: sql`fold("familyName")`,
    email: sql`email`,
    state: sql`case when status = 'active' and "lockedUntil" > ${now.toISOString()}::timestamptz then 'locked' else status::text end`,
    lastSignInAt: sql`"lastSignInAt"`,
  };
}
