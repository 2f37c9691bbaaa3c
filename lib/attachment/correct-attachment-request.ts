import { and, eq, notInArray } from "drizzle-orm";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import { countDepartmentsInUse } from "@/lib/structure/count-departments-in-use";
import type { Actor } from "./actor";
import { holdOwnStructure } from "./hold-own-structure";
import { noteAct } from "./note-act";

/** What a request says from now on; no department: the default one. */
export interface RequestCorrection {
  attachmentId: string;
  departmentIds: string[];
  comment: string | null;
}

export type CorrectAttachmentRequestOutcome =
  | { kind: "corrected" }
  | { kind: "already-decided" }
  | { kind: "not-found" }
  | { kind: "unknown-department" };

/** A person corrects the comment and the departments of his own request, while it waits. Its age stays. */
export async function correctAttachmentRequest(
  ctx: Context,
  actor: Actor,
  { attachmentId, comment, ...correction }: RequestCorrection,
): Promise<CorrectAttachmentRequestOutcome> {
  const { accountId } = actor;
  const departmentIds = [...new Set(correction.departmentIds)];
  return inTransaction(ctx, async (tx) => {
    const structureId = await holdOwnStructure(tx, actor, { attachmentId });
    if (structureId === null) return { kind: "not-found" };
    if ((await countDepartmentsInUse(tx, { structureId, departmentIds })) < departmentIds.length) {
      return { kind: "unknown-department" };
    }
    const [corrected] = await tx.db
      .update(attachments)
      .set({ comment })
      .where(and(eq(attachments.id, attachmentId), eq(attachments.status, "pending")))
      .returning({ id: attachments.id });
    if (!corrected) return { kind: "already-decided" };

    await tx.db
      .delete(attachmentDepartments)
      .where(
        and(
          eq(attachmentDepartments.attachmentId, attachmentId),
          notInArray(attachmentDepartments.departmentId, departmentIds),
        ),
      );
    if (departmentIds.length > 0) {
      const line = { attachmentId, status: "pending" as const, requestedAt: tx.now() };
      await tx.db
        .insert(attachmentDepartments)
        .values(departmentIds.map((departmentId) => ({ ...line, departmentId })))
        .onConflictDoNothing();
    }
    const kind = "attachment-request-corrected" as const;
    await noteAct(tx, {
      audit: [{ kind, actorId: accountId, targetId: attachmentId, facts: { structureId } }],
      history: [{ structureId, kind, actorId: accountId, subjectId: accountId, targetId: attachmentId }],
    });
    return { kind: "corrected" };
  });
}
