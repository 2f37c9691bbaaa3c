import { eq } from "drizzle-orm";
import { accounts, passkeys, recoveryCodes, totpAuthenticators } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import { endSessions } from "./end-sessions";

/** `none`: there was nothing to take away. */
export type RemoveAllFactorsOutcome = { kind: "removed" } | { kind: "none" };

/**
 * Takes every second factor off an account, for support that has checked who is asking (SEC-48): its sessions end, and
 * its owner is told (N-27). Whoever must have one sets it up anew at the next sign-in. `actorId`: who took it off, null
 * for the operator's hand (R-1201).
 */
export async function removeAllFactors(
  tx: Context,
  { accountId, actorId }: { accountId: string; actorId: string | null },
): Promise<RemoveAllFactorsOutcome> {
  const [account] = await tx.db
    .select({ email: accounts.email, language: accounts.language })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for("update");
  const codes = await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).returning();
  const keys = await tx.db.delete(passkeys).where(eq(passkeys.accountId, accountId)).returning();
  const totp = await tx.db.delete(totpAuthenticators).where(eq(totpAuthenticators.accountId, accountId)).returning();
  // An application that was shown and never confirmed protected nothing.
  const protecting = [...codes, ...keys, ...totp.filter(({ confirmedAt }) => confirmedAt !== null)];
  if (!account || protecting.length === 0) return { kind: "none" };
  await endSessions(tx, { accountId });
  const facts = { factor: "all", by: "administrator" } as const;
  await recordEvent(tx, { kind: "second-factor-removed", actorId, targetId: accountId, facts });
  const at = tx.now().toISOString();
  const message = { kind: "second-factor-changed", accountId, change: "removed-by-administrator", at } as const;
  await enqueue(tx, [
    { message, recipient: account.email, language: account.language, event: `second-factor-changed:${tx.id()}` },
  ]);
  return { kind: "removed" };
}
