import { attachments } from "@/drizzle/schema/attachment";
import { recordEvent } from "@/lib/audit/record-event";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import { findManagers } from "./find-managers";
import { tellFeed } from "./tell-feed";

/** Who asks to act for which structure. */
export interface AttachmentRequest {
  accountId: string;
  fullName: string;
  structureId: string;
}

/** `administrators`: the structure has no manager, support decides. */
export type RequestAttachmentOutcome =
  | { kind: "requested"; queue: "managers" | "administrators" }
  | { kind: "already-attached" };

/** A person asks to be attached; the managers are told by mail and in their feed (R-853, N-12). */
export async function requestAttachment(tx: Context, request: AttachmentRequest): Promise<RequestAttachmentOutcome> {
  const { accountId, fullName, structureId } = request;
  const [pending] = await tx.db
    .insert(attachments)
    .values({ id: tx.id(), accountId, structureId, role: "member", status: "pending", requestedAt: tx.now() })
    .onConflictDoNothing()
    .returning({ id: attachments.id });
  if (!pending) return { kind: "already-attached" };

  const managers = await findManagers(tx, structureId);
  const queue = managers.length > 0 ? "managers" : "administrators";
  const support = { contactEmail: tx.env.SUPPORT_EMAIL, language: "fr" as const };
  const told = managers.length > 0 ? managers : [support];
  await enqueue(
    tx,
    told.map(({ contactEmail, language }) => ({
      message: { kind: "attachment-requested", attachmentId: pending.id },
      recipient: contactEmail,
      language,
      event: `attachment-requested:${pending.id}`,
    })),
  );
  await tellFeed(tx, [
    { accountId, structureId, kind: "attachment-requested" },
    ...managers.map((manager) => ({
      accountId: manager.accountId,
      structureId,
      kind: "attachment-requested-by" as const,
      personName: fullName,
    })),
  ]);
  await recordEvent(tx, {
    kind: "attachment-requested",
    actorId: accountId,
    targetId: pending.id,
    facts: { structureId, queue },
  });
  return { kind: "requested", queue };
}
