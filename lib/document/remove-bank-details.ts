import { and, eq } from "drizzle-orm";
import { bankDetails } from "@/drizzle/schema/document";
import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { findTakeOverWait } from "@/lib/structure/find-take-over-wait";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";

/** `too-soon`: support has just named who manages the structure, and they stay as they are until then (SEC-68). */
export type RemoveBankDetailsOutcome =
  | { kind: "removed" }
  | { kind: "stale" }
  | { kind: "too-soon"; until: Date }
  | { kind: "not-permitted" };

/** Forgets where the structure is paid, by the password once more. `stale`: changed or removed meanwhile. */
export async function removeBankDetails(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { version, proof }: { version: number; proof: PasswordProof },
): Promise<RemoveBankDetailsOutcome> {
  const { structureId, holder } = permit;
  requireOwnProof(proof, holder);
  return inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit)) || !(await holdProof(tx, proof))) return { kind: "not-permitted" };
    const until = await findTakeOverWait(tx, structureId);
    if (until) return { kind: "too-soon", until };
    const removed = await tx.db
      .delete(bankDetails)
      .where(and(eq(bankDetails.structureId, structureId), eq(bankDetails.version, version)))
      .returning({ version: bankDetails.version });
    if (removed.length === 0) return { kind: "stale" };
    await noteAct(tx, {
      audit: [
        { kind: "bank-details-removed", actorId: holder.accountId, targetId: structureId, facts: { structureId } },
      ],
    });
    return { kind: "removed" };
  });
}
