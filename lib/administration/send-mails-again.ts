import { recordEvent } from "@/lib/audit/record-event";
import { sendAgain } from "@/lib/outbox/send-again";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type SendMailsAgainOutcome =
  | { kind: "due-again"; count: number }
  | { kind: "none-dead" }
  | { kind: "not-permitted" };

/** Support sends mails again that could not be delivered (R-1401, SEC-97); those that are not dead any more are left alone. */
export async function sendMailsAgain(
  ctx: Context,
  act: SupportAct,
  { messageIds }: { messageIds: string[] },
): Promise<SendMailsAgainOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const again = await sendAgain(tx, { messageIds });
    if (again.length === 0) return { kind: "none-dead" };
    const { accountId: actorId } = act.administrator;
    for (const { id, kind } of again) {
      await recordEvent(tx, { kind: "mail-sent-again", actorId, targetId: id, facts: { messageKind: kind } });
      await noteSupportAct(tx, act, { name: "send-mail-again", targetId: id });
    }
    return { kind: "due-again", count: again.length };
  });
}
