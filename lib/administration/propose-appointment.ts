import { eq, sql } from "drizzle-orm";
import { appointments, attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { readMember } from "@/lib/attachment/hold-member";
import { recordEvent } from "@/lib/audit/record-event";
import { type Context, inTransaction } from "@/lib/platform/context";
import { isFitToManage } from "./fit-to-manage";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

/** Whom support would make primary manager, and how it made sure of him. */
export interface Proposal {
  attachmentId: string;
  /** A document seen, a call back: what the second administrator can check. */
  evidence: string;
}

/** `candidate-unfit`: he has the role, is not active any more, or neither asks for the structure nor belongs to it. */
export type ProposeAppointmentOutcome =
  | { kind: "proposed"; appointmentId: string }
  | { kind: "already-proposed" }
  | { kind: "candidate-unfit" }
  | { kind: "own-candidacy" }
  | { kind: "structure-inactive" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/**
 * The first of two administrators proposes who shall manage a vacant or contested structure, with reason and proof
 * (SEC-68, R-509). Nothing changes before the second one confirms.
 */
export async function proposeAppointment(
  ctx: Context,
  act: SupportAct,
  { attachmentId, evidence }: Proposal,
): Promise<ProposeAppointmentOutcome> {
  const { accountId: proposedBy } = act.administrator;
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const structure = await holdStructureOf(tx, attachmentId);
    const candidate = structure && (await readMember(tx, structure.id, attachmentId));
    if (!candidate) return { kind: "not-found" };
    if (structure.status !== "active") return { kind: "structure-inactive" };
    if (candidate.accountId === proposedBy) return { kind: "own-candidacy" };
    if (!isFitToManage(candidate)) return { kind: "candidate-unfit" };

    const structureId = structure.id;
    const [proposed] = await tx.db
      .insert(appointments)
      .values({
        id: tx.id(),
        structureId,
        attachmentId,
        reason: act.reason,
        proof: evidence,
        proposedBy,
        proposedAt: tx.now(),
      })
      // One open proposal a structure: the database says who was first.
      .onConflictDoNothing()
      .returning({ id: appointments.id });
    if (!proposed) return { kind: "already-proposed" };
    const facts = { structureId, attachmentId };
    await recordEvent(tx, { kind: "appointment-proposed", actorId: proposedBy, targetId: proposed.id, facts });
    await noteSupportAct(tx, act, { name: "propose-appointment", targetId: proposed.id });
    return { kind: "proposed", appointmentId: proposed.id };
  });
}

/** The structure that an attachment is for, locked until the transaction ends (SEC-65). */
async function holdStructureOf(tx: Context, attachmentId: string) {
  await tx.db.execute(sql`
    select from structures where id = (select structure_id from attachments where id = ${attachmentId})
    for no key update`);
  const [structure] = await tx.db
    .select({ id: structures.id, status: structures.status })
    .from(attachments)
    .innerJoin(structures, eq(structures.id, attachments.structureId))
    .where(eq(attachments.id, attachmentId));
  return structure;
}
