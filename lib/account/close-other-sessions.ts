import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { endSessions } from "./end-sessions";
import { forgetDevices } from "./forget-devices";
import { holdProof, type PasswordProof, requireOwnProof } from "./prove-password";

export type CloseOtherSessionsOutcome = { kind: "closed" } | { kind: "none-open" };

/**
 * "Fermer toutes les autres sessions": every other browser of the person is signed out at its next request, those too
 * that still await a second factor (SEC-46, R-423), and forgotten, as are those that signed out before.
 */
export async function closeOtherSessions(
  ctx: Context,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  proof: PasswordProof,
): Promise<CloseOtherSessionsOutcome> {
  requireOwnProof(proof, { accountId });
  return inTransaction(ctx, async (tx) => {
    // A session that a reset ended meanwhile closes nobody's new one.
    if (!(await holdProof(tx, proof))) return { kind: "none-open" };
    const count = await endSessions(tx, { accountId, except: sessionId });
    if (count === 0) return { kind: "none-open" };
    await forgetDevices(tx, { accountId, sessionId });
    const facts = { sessionId: null, count, by: "owner" } as const;
    await recordEvent(tx, { kind: "session-ended", actorId: accountId, targetId: accountId, facts });
    return { kind: "closed" };
  });
}
