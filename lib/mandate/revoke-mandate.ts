import { and, eq, isNull } from "drizzle-orm";
import { mandates } from "@/drizzle/schema/document";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";

export type RevokeMandateOutcome =
  | { kind: "revoked" }
  | { kind: "already-revoked" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/** Ends a mandate for good; only the structure that gave it can. */
export async function revokeMandate(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { mandateId }: { mandateId: string },
): Promise<RevokeMandateOutcome> {
  const { structureId, holder } = permit;
  return inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit))) return { kind: "not-permitted" };
    const own = and(eq(mandates.id, mandateId), eq(mandates.structureId, structureId));
    const revoked = await tx.db
      .update(mandates)
      .set({ revokedBy: holder.accountId, revokedAt: tx.now() })
      .where(and(own, isNull(mandates.revokedAt)))
      .returning({ id: mandates.id });
    if (revoked.length === 0) {
      const [known] = await tx.db.select({ id: mandates.id }).from(mandates).where(own);
      return { kind: known ? "already-revoked" : "not-found" };
    }
    await noteAct(tx, {
      audit: [{ kind: "mandate-revoked", actorId: holder.accountId, targetId: mandateId, facts: { structureId } }],
    });
    return { kind: "revoked" };
  });
}
