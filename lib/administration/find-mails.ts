import { type SQL, sql } from "drizzle-orm";
import type { outboxStatus } from "@/drizzle/schema/outbox";
import type { MessageKind } from "@/lib/outbox/message";
import type { Context } from "@/lib/platform/context";
import { typedSearch } from "@/lib/platform/typed-search";
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

export type MailStatus = (typeof outboxStatus.enumValues)[number];

/** A mail of the outbox as support sees it. Its content is not there: it holds links (SEC-25). */
export interface ListedMail {
  id: string;
  kind: MessageKind;
  recipient: string;
  status: MailStatus;
  attempts: number;
  createdAt: Date;
  /** When it is tried next; null once it is settled. */
  nextTryAt: Date | null;
  settledAt: Date | null;
  lastError: string | null;
}

/** The columns one may sort by, the usual one first. */
export const mailSorts = ["createdAt", "kind", "recipient", "status", "attempts", "nextTryAt", "lastError"] as const;
export type MailSort = (typeof mailSorts)[number];

export interface MailSearch extends ListPage<MailSort> {
  status: MailStatus | null;
  kind: MessageKind | null;
  /** The whole address; empty: everybody's. */
  recipient: string;
}

/** A kind without a recipient is looked for among that many of the newest mails of each state: no index knows it. */
export const NEWEST_SEARCHED = 10_000;

/** The mails of the outbox by state, kind and recipient, in one statement (R-1401, SEC-97). */
export async function findMails(
  ctx: Context,
  _administrator: Administrator,
  search: MailSearch,
): Promise<BoundedList<ListedMail>> {
  const direction = search.descending ? sql`desc` : sql`asc`;
  const { rows } = await ctx.db.execute<BoundedListRow<MailRow>>(
    boundedListQuery({
      ...search,
      matching: sql`
        select mail.id, mail.kind, mail.recipient, mail.status, mail.attempts, mail.created_at as "createdAt",
          case when mail.status = 'due' then mail.due_at end as "nextTryAt", mail.settled_at as "settledAt",
          mail.last_error as "lastError"
        from (${search.recipient === "" ? newestOf(search) : writtenTo(search)}) mail
        order by mail.created_at desc, mail.id ${boundedRows}`,
      order: sql`${orders[search.sort]} ${direction} nulls last, "createdAt" desc, id`,
    }),
  );
  return boundedListOf(rows[0], mailOf);
}

/** The row of a mail as JSON carries it. */
export interface MailRow extends Omit<ListedMail, "createdAt" | "nextTryAt" | "settledAt"> {
  createdAt: string;
  nextTryAt: string | null;
  settledAt: string | null;
}

/** A mail, with its moments. */
export function mailOf(row: MailRow): ListedMail {
  const { id, kind, recipient, status, attempts, lastError } = row;
  return {
    id,
    kind,
    recipient,
    status,
    attempts,
    createdAt: new Date(row.createdAt),
    nextTryAt: momentOf(row.nextTryAt),
    settledAt: momentOf(row.settledAt),
    lastError,
  };
}

/** Along the index of one state after the other: nothing older than what can be listed is read. */
function newestOf({ status, kind }: MailSearch): SQL {
  const depth = kind === null ? boundedRows : sql`limit ${NEWEST_SEARCHED}::bigint`;
  const states: MailStatus[] = status ? [status] : ["due", "sent", "dropped", "dead"];
  const newest = states.map(
    (state) => sql`(
      select * from outbox_messages where status = ${state} order by created_at desc nulls first ${depth}
    )`,
  );
  return sql`
    select newest.* from (${sql.join(newest, sql` union all `)}) newest
    ${kind === null ? sql`` : sql`where newest.kind = ${kind}`}`;
}

function writtenTo({ recipient, status, kind }: MailSearch): SQL {
  const conditions = [
    sql`recipient = ${typedSearch(recipient, 254).toLowerCase()}`,
    ...(status ? [sql`status = ${status}`] : []),
    ...(kind ? [sql`kind = ${kind}`] : []),
  ];
  return sql`select * from outbox_messages where ${sql.join(conditions, sql` and `)}`;
}

const orders: Record<MailSort, SQL> = {
  createdAt: sql`"createdAt"`,
  kind: sql`kind`,
  recipient: sql`recipient`,
  status: sql`status::text`,
  attempts: sql`attempts`,
  nextTryAt: sql`"nextTryAt"`,
  lastError: sql`"lastError"`,
};
