import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";

/**
 * Locks every structure that a person is tied to or asks for, in the order of their ids, until the transaction ends: what
 * becomes of the account then waits for, or holds back, transfers, decisions and other departures (SEC-65). Before the
 * account's own row, always.
 */
export async function holdStructuresOf(tx: Context, accountId: string): Promise<void> {
  await tx.db.execute(sql`
    select from structures
    where id in (
      select structure_id from attachments
      where account_id = ${accountId} and status in ('pending', 'approved', 'suspended')
    )
    order by id for no key update`);
}
