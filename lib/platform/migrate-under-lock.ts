import { sql } from "drizzle-orm";
import type { Db } from "./database";

/** Where the generated SQL stands, seen from the folder that a server starts in. */
export const migrations = { migrationsFolder: "drizzle/migrations" };

/**
 * Lets one server at a time apply migrations; the others wait, then find nothing to do. The lock lives in a
 * transaction, because a connection pooler in front of the database does not keep a session.
 */
export async function migrateUnderLock(db: Db, apply: () => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('attache migrations'))`);
    await apply();
  });
}
