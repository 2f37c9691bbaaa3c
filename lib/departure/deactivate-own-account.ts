import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import type { Actor } from "@/lib/attachment/actor";
import { type Context, inTransaction } from "@/lib/platform/context";
import { closeAccount } from "./close-account";
import { findHeldSeats, mustBeHandedOver } from "./find-held-seats";
import { holdAccount } from "./hold-account";

/** `must-hand-over`: primary manager of a structure that has other active users (M-52). */
export type DeactivateOwnAccountOutcome =
  | { kind: "deactivated"; vacantStructures: string[] }
  | { kind: "must-hand-over" }
  | { kind: "not-active" };

/**
 * A person deactivates his own account, with the password. Refused while he is primary manager of a structure
 * that others still use; where he is alone, the structure stays without manager.
 */
export async function deactivateOwnAccount(
  ctx: Context,
  actor: Actor,
  { proof }: { proof: PasswordProof },
): Promise<DeactivateOwnAccountOutcome> {
  requireOwnProof(proof, actor);
  const { accountId } = actor;
  return inTransaction(ctx, async (tx) => {
    // First the locks, then the look: a colleague who comes or goes at this moment waits for the answer.
    await holdAccount(tx, accountId);
    if (!(await holdProof(tx, proof))) return { kind: "not-active" };
    if ((await findHeldSeats(tx, actor)).some(mustBeHandedOver)) return { kind: "must-hand-over" };
    const closed = await closeAccount(tx, {
      accountId,
      cause: "own-wish",
      actorId: accountId,
      reason: null,
      eraseOn: null,
    });
    return closed.kind === "closed" ? { kind: "deactivated", vacantStructures: closed.vacantStructures } : closed;
  });
}
