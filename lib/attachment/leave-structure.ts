import { eq } from "drizzle-orm";
import { attachments } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { endAttachment } from "./end-attachment";
import { findManagers } from "./find-managers";
import { holdOwnStructure } from "./hold-own-structure";
import { namedPerson } from "./named-person";
import { noteAct } from "./note-act";

/** `is-primary-manager`: hand the role over first (M-52). */
export type LeaveStructureOutcome = { kind: "left" } | { kind: "not-found" } | { kind: "is-primary-manager" };

/** A person ends his own attachment, approved or suspended, and the managers learn of it. */
export async function leaveStructure(
  ctx: Context,
  actor: Actor,
  { attachmentId }: { attachmentId: string },
): Promise<LeaveStructureOutcome> {
  const { accountId } = actor;
  return inTransaction(ctx, async (tx) => {
    const structureId = await holdOwnStructure(tx, actor, { attachmentId });
    if (structureId === null) return { kind: "not-found" };
    const [own] = await tx.db
      .select({ role: attachments.role, status: attachments.status })
      .from(attachments)
      .where(eq(attachments.id, attachmentId));
    if (own?.status !== "approved" && own?.status !== "suspended") return { kind: "not-found" };
    if (own.role === "primary-manager") return { kind: "is-primary-manager" };

    const end = { attachmentId, accountId, structureId, actorId: accountId, from: own.status, cause: "left" } as const;
    const ended = await endAttachment(tx, end);
    const person = namedPerson(actor);
    const managers = await findManagers(tx, structureId);
    await noteAct(tx, {
      audit: ended.audit,
      history: [
        { structureId, kind: "member-left", actorId: accountId, subjectId: accountId, targetId: attachmentId },
        ...ended.history,
      ],
      feed: [
        { accountId, structureId, kind: "attachment-ended", ...person },
        ...managers.map((manager) => ({
          accountId: manager.accountId,
          structureId,
          kind: "member-left" as const,
          ...person,
        })),
      ],
      mails: [
        {
          message: { kind: "attachment-decided", attachmentId, decision: "ended", deciderId: accountId },
          recipient: actor.contactEmail,
          language: actor.language,
          event: `attachment-decided:${attachmentId}:ended`,
        },
      ],
    });
    return { kind: "left" };
  });
}
