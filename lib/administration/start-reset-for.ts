import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { startPasswordReset } from "@/lib/recovery/start-password-reset";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type StartResetForOutcome =
  | { kind: "sent" }
  | { kind: "not-active" }
  | { kind: "own-account" }
  | { kind: "not-permitted" };

/**
 * Support mails somebody the link to a new password, where he has no secret question or forgot the answer (R-416, N-03).
 * It never sees nor chooses a password (SEC-51).
 */
export async function startResetFor(
  ctx: Context,
  act: SupportAct,
  { accountId }: { accountId: string },
): Promise<StartResetForOutcome> {
  const { accountId: actorId } = act.administrator;
  // His own password he changes, with the current one (SEC-51).
  if (accountId === actorId) return { kind: "own-account" };
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const started = await startPasswordReset(tx, { accountId, byAdministrator: true });
    if (started.kind === "not-active") return started;
    const facts = { by: "administrator", sent: true } as const;
    await recordEvent(tx, { kind: "password-reset-requested", actorId, targetId: accountId, facts });
    await noteSupportAct(tx, act, { name: "start-reset", targetId: accountId });
    return { kind: "sent" };
  });
}
