import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/**
 * Tells the database in which session the rest of the transaction acts: the lines of the trail then say from where
 * (R-1201). An expression, for the statement that reads the right or the session anyway: no round trip of its own.
 */
export function actsIn(sessionId: string | SQLWrapper): SQL<string> {
  return sql<string>`set_config('attache.session', (${sessionId})::text, true)`;
}

/** A condition on `sessions session`: the one in which this transaction acts, where it is known and that person's. */
export function isActingSessionOf(actorId: string | SQL): SQL {
  return sql`session.id = nullif(current_setting('attache.session', true), '')::uuid and session.account_id = ${actorId}`;
}
