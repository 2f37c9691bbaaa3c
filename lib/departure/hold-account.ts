import { sql } from "drizzle-orm";
import { holdStructuresOf } from "@/lib/attachment/hold-structures-of";
import type { Context } from "@/lib/platform/context";

/**
 * Locks an account with its structures, so that nothing is decided beside its departure (SEC-65). Rows that name the
 * account wait as well: a structure that he creates elsewhere at this moment is there already, or comes too late.
 */
export async function holdAccount(tx: Context, accountId: string): Promise<void> {
  await holdStructuresOf(tx, accountId);
  await tx.db.execute(sql`select from accounts where id = ${accountId} for update`);
  // Those that he came to while we waited. Whoever acts on one of them meets us the other way round, and begins again.
  await holdStructuresOf(tx, accountId);
}
