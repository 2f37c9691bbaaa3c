import { and, eq } from "drizzle-orm";
import { mandates } from "@/drizzle/schema/document";
import { structures } from "@/drizzle/schema/structure";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";

/** What was reviewed, and the declaration that was ticked. */
export interface NewMandate {
  label: string;
  identifierType: IdentifierType;
  identifier: string;
  declarationVersion: string;
}

export type SignMandateOutcome =
  | { kind: "signed"; mandateId: string }
  | { kind: "unknown" }
  | { kind: "inactive" }
  | { kind: "itself" }
  | { kind: "already-mandated" }
  | { kind: "structure-inactive" }
  | { kind: "not-permitted" };

/** Lets another structure invoice in the name of this one, from now on; the signatory is whoever acts. */
export async function signMandate(
  ctx: Context,
  permit: Permit<"edit-sheet">,
  { label, identifierType, identifier, declarationVersion }: NewMandate,
): Promise<SignMandateOutcome> {
  const { structureId, holder } = permit;
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held) return { kind: "not-permitted" };
    if (held.status !== "active") return { kind: "structure-inactive" };
    const [mandated] = await tx.db
      .select({ id: structures.id, status: structures.status })
      .from(structures)
      .where(and(eq(structures.identifierType, identifierType), eq(structures.identifier, identifier)));
    if (!mandated) return { kind: "unknown" };
    if (mandated.id === structureId) return { kind: "itself" };
    if (mandated.status !== "active") return { kind: "inactive" };

    const [mandate] = await tx.db
      .insert(mandates)
      .values({
        id: tx.id(),
        structureId,
        mandatedStructureId: mandated.id,
        label,
        signedBy: holder.accountId,
        signedAt: tx.now(),
        declarationVersion,
      })
      // One live mandate a pair: the database counts.
      .onConflictDoNothing()
      .returning({ id: mandates.id });
    if (!mandate) return { kind: "already-mandated" };
    const facts = { structureId, mandatedStructureId: mandated.id };
    await noteAct(tx, {
      audit: [{ kind: "mandate-signed", actorId: holder.accountId, targetId: mandate.id, facts }],
    });
    return { kind: "signed", mandateId: mandate.id };
  });
}
