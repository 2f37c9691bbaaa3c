import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { endAttachment } from "./end-attachment";
import { holdMember } from "./hold-member";
import { noteMemberDecision } from "./note-member-decision";

export type DetachMemberOutcome =
  | { kind: "done" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "wrong-state" };

/** A manager ends a person's attachment for good, and with it everything he used there. */
export async function detachMember(
  ctx: Context,
  permit: Permit<"manage-members">,
  { attachmentId }: { attachmentId: string },
): Promise<DetachMemberOutcome> {
  return inTransaction(ctx, async (tx) => {
    const held = await holdMember(tx, permit, attachmentId);
    if (held.kind !== "held") return held;
    const { accountId, status } = held.member;
    if (status !== "approved" && status !== "suspended") return { kind: "wrong-state" };
    const { structureId, holder } = permit;
    const actorId = holder.accountId;
    const end = { attachmentId, accountId, structureId, actorId, from: status, cause: "manager" } as const;
    const ended = await endAttachment(tx, end);
    await noteMemberDecision(tx, permit, { member: held.member, decision: "ended", ...ended });
    return { kind: "done" };
  });
}
