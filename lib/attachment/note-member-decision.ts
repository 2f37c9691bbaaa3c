import type { AuditEvent } from "@/lib/audit/audit-event";
import type { NewMessage } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import type { HeldMember } from "./hold-member";
import { namedPerson } from "./named-person";
import { type HistoryLine, noteAct } from "./note-act";

/** What a manager decided of a person's attachment. */
export interface MemberDecision {
  member: HeldMember;
  decision: "suspended" | "reactivated" | "ended";
  audit: AuditEvent[];
  /** What it did besides to the person's requests. */
  history?: HistoryLine[];
}

/** Writes what such a decision leaves behind: trail, history, the person's feed, and his mail (N-15, R-1105). */
export async function noteMemberDecision(tx: Context, permit: Permit, told: MemberDecision): Promise<void> {
  const { structureId, holder } = permit;
  const { attachmentId, accountId, accountStatus, contactEmail, language } = told.member;
  const kind = `attachment-${told.decision}` as const;
  const mail: NewMessage = {
    message: { kind: "attachment-decided", attachmentId, decision: told.decision, deciderId: holder.accountId },
    recipient: contactEmail,
    language,
    // One can be suspended and reactivated again and again.
    event: `attachment-decided:${attachmentId}:${told.decision}:${tx.id()}`,
  };
  await noteAct(tx, {
    audit: told.audit,
    history: [
      { structureId, kind, actorId: holder.accountId, subjectId: accountId, targetId: attachmentId },
      ...(told.history ?? []),
    ],
    feed: [{ accountId, structureId, kind, ...namedPerson(holder) }],
    // Nobody writes to an account that is closed.
    mails: accountStatus === "active" ? [mail] : [],
  });
}
