import { and, eq } from "drizzle-orm";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import { holdRequest } from "./hold-request";
import { noteAct } from "./note-act";

export type RefuseAttachmentOutcome =
  | { kind: "refused" }
  | { kind: "already-decided" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "own-request" }
  | { kind: "requester-inactive" };

/** A manager says no, and why; the person may ask again. */
export async function refuseAttachment(
  ctx: Context,
  permit: Permit<"decide-requests">,
  { attachmentId, reason }: { attachmentId: string; reason: string },
): Promise<RefuseAttachmentOutcome> {
  const { structureId, holder } = permit;
  const deciderId = holder.accountId;
  return inTransaction(ctx, async (tx) => {
    if (!(await holdPermit(tx, permit))) return { kind: "not-permitted" };
    const request = await holdRequest(tx, { structureId, attachmentId });
    if (!request) return { kind: "not-found" };
    if (request.status !== "pending") return { kind: "already-decided" };
    const { accountId, fullName, contactEmail, language, status } = request.requester;
    if (accountId === deciderId) return { kind: "own-request" };
    if (status !== "active") return { kind: "requester-inactive" };

    const decidedAt = tx.now();
    await inOneTrip(tx, [
      tx.db
        .update(attachments)
        .set({ status: "refused", decidedAt, decidedBy: deciderId, refusalReason: reason })
        .where(eq(attachments.id, attachmentId)),
      tx.db
        .update(attachmentDepartments)
        .set({ status: "refused", decidedAt })
        .where(and(eq(attachmentDepartments.attachmentId, attachmentId), eq(attachmentDepartments.status, "pending"))),
    ]);
    await noteAct(tx, {
      audit: [{ kind: "attachment-refused", actorId: deciderId, targetId: attachmentId, facts: { structureId } }],
      history: [
        {
          structureId,
          kind: "attachment-refused",
          actorId: deciderId,
          subjectId: accountId,
          targetId: attachmentId,
          reason,
        },
      ],
      feed: [
        { accountId, structureId, kind: "attachment-refused" },
        ...request.managerIds.map((id) => ({
          accountId: id,
          structureId,
          kind: "attachment-refused-of" as const,
          personId: accountId,
          personName: fullName,
        })),
      ],
      mails: [
        {
          message: { kind: "attachment-decided", attachmentId, decision: "refused", deciderId },
          recipient: contactEmail,
          language,
          event: `attachment-decided:${attachmentId}:refused`,
        },
      ],
    });
    return { kind: "refused" };
  });
}
