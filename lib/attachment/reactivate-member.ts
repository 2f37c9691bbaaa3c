import { eq } from "drizzle-orm";
import { attachments } from "@/drizzle/schema/attachment";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { holdMember } from "./hold-member";
import { noteMemberDecision } from "./note-member-decision";

export type ReactivateMemberOutcome =
  | { kind: "done" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "wrong-state" };

/** A manager gives a suspended person his rights back, before the planned day or without one. */
export async function reactivateMember(
  ctx: Context,
  permit: Permit<"manage-members">,
  { attachmentId }: { attachmentId: string },
): Promise<ReactivateMemberOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdMember(tx, permit, attachmentId);
    if (held.kind !== "held") return held;
    if (held.member.status !== "suspended") return { kind: "wrong-state" };
    await tx.db
      .update(attachments)
      .set({ status: "approved", reactivateOn: null })
      .where(eq(attachments.id, attachmentId));
    const { structureId, holder } = permit;
    const event = { actorId: holder.accountId, targetId: attachmentId };
    await noteMemberDecision(tx, permit, {
      member: held.member,
      decision: "reactivated",
      audit: [{ kind: "attachment-reactivated", ...event, facts: { structureId, cause: "manager" } }],
    });
    return { kind: "done" };
  });
}
