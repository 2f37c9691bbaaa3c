import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Administrator } from "./administrator";
import { type ListedMail, type MailRow, mailOf } from "./find-mails";

/** One mail of the outbox, without its content; null: there is none (R-1401). */
export async function findMail(
  ctx: Context,
  _administrator: Administrator,
  messageId: string,
): Promise<ListedMail | null> {
  const { rows } = await ctx.db.execute<{ mail: MailRow }>(sql`
    select json_build_object('id', id, 'kind', kind, 'recipient', recipient, 'status', status, 'attempts', attempts,
      'createdAt', created_at, 'nextTryAt', case when status = 'due' then due_at end, 'settledAt', settled_at,
      'lastError', last_error) as mail
    from outbox_messages where id = ${messageId}`);
  return rows[0] ? mailOf(rows[0].mail) : null;
}
