import { and, eq } from "drizzle-orm";
import { attachments } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { findManagers } from "./find-managers";
import { holdOwnStructure } from "./hold-own-structure";
import { namedPerson } from "./named-person";
import { noteAct } from "./note-act";

/** `already-decided`: a manager, or the deadline, was faster (M-54). */
export type CancelAttachmentRequestOutcome =
  | { kind: "cancelled" }
  | { kind: "already-decided" }
  | { kind: "not-found" };

/** A person takes his own request back, before it is decided (R-851, N-14). */
export async function cancelAttachmentRequest(
  ctx: Context,
  actor: Actor,
  { attachmentId }: { attachmentId: string },
): Promise<CancelAttachmentRequestOutcome> {
  const { accountId } = actor;
  return inTransaction(ctx, async (tx) => {
    const structureId = await holdOwnStructure(tx, actor, { attachmentId });
    if (structureId === null) return { kind: "not-found" };
    const [cancelled] = await tx.db
      .update(attachments)
      .set({ status: "cancelled", decidedAt: tx.now(), decidedBy: accountId })
      .where(and(eq(attachments.id, attachmentId), eq(attachments.status, "pending")))
      .returning({ id: attachments.id });
    if (!cancelled) return { kind: "already-decided" };

    const facts = { structureId, cause: "cancelled" as const };
    const managers = await findManagers(tx, structureId);
    await noteAct(tx, {
      audit: [{ kind: "attachment-cancelled", actorId: accountId, targetId: attachmentId, facts }],
      history: [
        { structureId, kind: "attachment-cancelled", actorId: accountId, subjectId: accountId, targetId: attachmentId },
      ],
      feed: [
        { accountId, structureId, kind: "attachment-cancelled" },
        ...managers.map((manager) => ({
          accountId: manager.accountId,
          structureId,
          kind: "attachment-cancelled-by" as const,
          ...namedPerson(actor),
        })),
      ],
      mails: [
        {
          message: { kind: "attachment-request-closed", attachmentId, cause: "cancelled" },
          recipient: actor.contactEmail,
          language: actor.language,
          event: `attachment-request-closed:${attachmentId}`,
        },
      ],
    });
    return { kind: "cancelled" };
  });
}
