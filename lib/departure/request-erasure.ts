import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import type { Actor } from "@/lib/attachment/actor";
import { enqueue } from "@/lib/outbox/enqueue";
import { inDays } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { closeAccount } from "./close-account";
import { findHeldSeats, mustBeHandedOver } from "./find-held-seats";
import { holdAccount } from "./hold-account";

/** How long a person may still come back after asking to be forgotten (R-1204). */
export const ERASURE_DAYS = 30;

/** `must-hand-over`: primary manager of a structure that has other active users (M-52). */
export type RequestErasureOutcome =
  | { kind: "requested"; eraseOn: Date; vacantStructures: string[] }
  | { kind: "must-hand-over" }
  | { kind: "not-active" };

/**
 * A person asks to be forgotten (R-1204): the account is deactivated at once, under the same conditions, and
 * erased 30 days later unless he comes back. The login address gets the day in writing.
 */
export async function requestErasure(
  ctx: Context,
  actor: Actor,
  { proof }: { proof: PasswordProof },
): Promise<RequestErasureOutcome> {
  requireOwnProof(proof, actor);
  const { accountId } = actor;
  return inTransaction(ctx, async (tx) => {
    await holdAccount(tx, accountId);
    if (!(await holdProof(tx, proof))) return { kind: "not-active" };
    if ((await findHeldSeats(tx, actor)).some(mustBeHandedOver)) return { kind: "must-hand-over" };
    const eraseOn = inDays(tx.now(), ERASURE_DAYS);
    const closed = await closeAccount(tx, { accountId, cause: "own-wish", actorId: accountId, reason: null, eraseOn });
    if (closed.kind === "not-active") return closed;
    await enqueue(tx, [
      {
        message: { kind: "erasure-requested", accountId },
        recipient: actor.email,
        language: actor.language,
        event: `erasure-requested:${accountId}:${eraseOn.toISOString()}`,
      },
    ]);
    return { kind: "requested", eraseOn, vacantStructures: closed.vacantStructures };
  });
}
