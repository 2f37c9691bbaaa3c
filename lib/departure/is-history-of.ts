import { type SQL, sql } from "drizzle-orm";

/**
 * A condition on the lines of `structure_history`: those about that person. Read by the structures he was attached to, or
 * by the ids of what he asked for, of which the trail knows those whose rows are gone (SEC-98).
 */
export function isHistoryOf(accountId: string): SQL {
  return sql`structure_history.subject_id = ${accountId} and structure_history.id in (
    select line.id from structure_history line where line.structure_id in (
      select own.structure_id from attachments own where own.account_id = ${accountId}
    )
    union select line.id from structure_history line where line.target_id in (
      select event.target_id from audit_events event where event.actor_id = ${accountId}
    )
  )`;
}
