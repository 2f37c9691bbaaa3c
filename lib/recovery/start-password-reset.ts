import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { mailResetLink } from "./mail-reset-link";

export type StartPasswordResetOutcome = { kind: "sent" } | { kind: "not-active" };

/**
 * Mails an active account the link to a new password; the older ones are void (N-03). Support starts one where the secret
 * answer is forgotten. The caller notes in the audit trail who asked.
 */
export async function startPasswordReset(
  tx: Context,
  { accountId, byAdministrator }: { accountId: string; byAdministrator: boolean },
): Promise<StartPasswordResetOutcome> {
  const [account] = await tx.db
    .select({ id: accounts.id, email: accounts.email, language: accounts.language })
    .from(accounts)
    // A locked account is active too: the reset is its way out.
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "active")));
  if (!account) return { kind: "not-active" };
  await mailResetLink(tx, { account, byAdministrator });
  return { kind: "sent" };
}
