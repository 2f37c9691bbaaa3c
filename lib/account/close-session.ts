import { and, eq, isNull } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { forgetDevices } from "./forget-devices";
import { holdProof, type PasswordProof, requireOwnProof } from "./prove-password";

/** `not-found`: nobody's, somebody else's, or the one that asks, which ends by signing out or has ended meanwhile. */
export type CloseSessionOutcome = { kind: "closed" } | { kind: "already-closed" } | { kind: "not-found" };

/**
 * "Fermer cette session": another browser of the same person is signed out at its next request (SEC-46, R-423), and
 * forgotten.
 */
export async function closeSession(
  ctx: Context,
  { accountId, sessionId: own }: { accountId: string; sessionId: string },
  { sessionId, proof }: { sessionId: string; proof: PasswordProof },
): Promise<CloseSessionOutcome> {
  requireOwnProof(proof, { accountId });
  if (sessionId === own) return { kind: "not-found" };
  const thisOne = and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId));
  return inTransaction(ctx, async (tx) => {
    if (!(await holdProof(tx, proof))) return { kind: "not-found" };
    const [closed] = await tx.db
      .update(sessions)
      .set({ endedAt: tx.now() })
      .where(and(thisOne, isNull(sessions.endedAt)))
      .returning({ deviceHash: sessions.deviceHash });
    if (!closed) {
      return { kind: (await tx.db.$count(sessions, thisOne)) > 0 ? "already-closed" : "not-found" };
    }
    if (closed.deviceHash) await forgetDevices(tx, { accountId, sessionId: own }, closed.deviceHash);
    const facts = { sessionId, count: 1, by: "owner" } as const;
    await recordEvent(tx, { kind: "session-ended", actorId: accountId, targetId: accountId, facts });
    return { kind: "closed" };
  });
}
