import { eq } from "drizzle-orm";
import { attachments } from "@/drizzle/schema/attachment";
import { dayInParis } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { holdMember } from "./hold-member";
import { noteMemberDecision } from "./note-member-decision";

/** Whom to suspend, and the day on which it ends by itself (`2026-12-31`); null: when a manager says so. */
export interface Suspension {
  attachmentId: string;
  reactivateOn: string | null;
}

/** `date-not-future`: the planned day is today in Paris, or past. */
export type SuspendMemberOutcome =
  | { kind: "done" }
  | { kind: "not-found" }
  | { kind: "not-permitted" }
  | { kind: "wrong-state" }
  | { kind: "date-not-future" };

/**
 * A manager takes a person's rights away for a time. What he may use stays written down and comes back with
 * him: only an approved attachment gives rights.
 */
export async function suspendMember(
  ctx: Context,
  permit: Permit<"manage-members">,
  { attachmentId, reactivateOn }: Suspension,
): Promise<SuspendMemberOutcome> {
  // Days written as year, month, day compare as text.
  if (reactivateOn !== null && reactivateOn <= dayInParis(ctx.now())) return { kind: "date-not-future" };
  return inTransaction(ctx, async (tx) => {
    const held = await holdMember(tx, permit, attachmentId);
    if (held.kind !== "held") return held;
    if (held.member.status !== "approved") return { kind: "wrong-state" };
    await tx.db.update(attachments).set({ status: "suspended", reactivateOn }).where(eq(attachments.id, attachmentId));
    const { structureId, holder } = permit;
    const event = { actorId: holder.accountId, targetId: attachmentId };
    await noteMemberDecision(tx, permit, {
      member: held.member,
      decision: "suspended",
      audit: [{ kind: "attachment-suspended", ...event, facts: { structureId, reactivateOn } }],
    });
    return { kind: "done" };
  });
}
