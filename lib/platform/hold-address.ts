import { sql } from "drizzle-orm";
import type { Context } from "./context";

/** Makes every other act on this address wait until the transaction ends, so that none sees half of it (SEC-31). */
export async function holdAddress(tx: Context, email: string): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${email}, 0))`);
}
