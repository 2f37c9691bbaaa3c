import { and, eq, sql } from "drizzle-orm";
import { knownDevices } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";

/**
 * Browsers whose sessions their owner closed from elsewhere are strangers again: a later sign-in on one of them is told
 * (SEC-47, N-26), and it has no tries of its own any more. `only`: that one, else all; never the one he sits at.
 */
export async function forgetDevices(
  tx: Context,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  only?: string,
): Promise<void> {
  const isOwn = sql`exists (select from sessions own
    where own.id = ${sessionId} and own.device_hash = ${knownDevices}.device_hash)`;
  const these = only === undefined ? undefined : eq(knownDevices.deviceHash, only);
  await tx.db.delete(knownDevices).where(and(eq(knownDevices.accountId, accountId), these, sql`not ${isOwn}`));
}
