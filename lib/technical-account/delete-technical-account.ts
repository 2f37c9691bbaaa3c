import { eq } from "drizzle-orm";
import { shownSecrets, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import type { Permit } from "@/lib/structure/permit";
import { holdTechnicalAccount } from "./hold-technical-account";
import { tellingOf } from "./telling";

export type DeleteTechnicalAccountOutcome = { kind: "deleted" } | { kind: "not-found" } | { kind: "not-permitted" };

/**
 * Software may not call for the structure any more (R-1009): its passwords are forgotten, its tokens die with the next
 * call.
 */
export async function deleteTechnicalAccount(
  ctx: Context,
  permit: Permit<"manage-technical-account">,
  { proof }: { proof: PasswordProof },
): Promise<DeleteTechnicalAccountOutcome> {
  const { structureId, holder } = permit;
  requireOwnProof(proof, holder);
  return inTransaction(ctx, async (tx) => {
    const held = await holdTechnicalAccount(tx, permit, proof);
    if (!held) return { kind: "not-permitted" };
    if (!held.account) return { kind: "not-found" };
    const technicalAccountId = held.account.id;
    const deletedAt = tx.now();
    await inOneTrip(tx, [
      tx.db
        .update(technicalAccounts)
        .set({ status: "deleted", deletedAt })
        .where(eq(technicalAccounts.id, technicalAccountId)),
      tx.db.delete(technicalSecrets).where(eq(technicalSecrets.technicalAccountId, technicalAccountId)),
      tx.db.delete(shownSecrets).where(eq(shownSecrets.technicalAccountId, technicalAccountId)),
    ]);
    const { accountId } = holder;
    const facts = { structureId };
    await noteAct(tx, {
      audit: [{ kind: "technical-account-deleted", actorId: accountId, targetId: technicalAccountId, facts }],
      ...tellingOf(held.contact, {
        technicalAccountId,
        structureId,
        managerId: accountId,
        event: "deleted",
        expiresAt: deletedAt,
        act: technicalAccountId,
      }),
    });
    return { kind: "deleted" };
  });
}
