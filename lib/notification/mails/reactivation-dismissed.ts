import { and, desc, eq, sql } from "drizzle-orm";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { erasureOf } from "@/lib/account/erasure-term";
import type { SupportActName } from "@/lib/administration/support-act";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { typedFact } from "../letter-facts";
import type { MailOrder } from "../mail-order";

/** support does not give the account back, and why. Without the reason there is nothing to tell. */
export async function reactivationDismissed(
  ctx: Context,
  { message: { accountId }, recipient, language }: MailOrder<"reactivation-dismissed">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "contact" });
  // It is back, or he asked again and waits for another answer.
  if (account?.status !== "deactivated" || account.reactivationRequestedAt) return null;
  const answer = await findAnswer(ctx, accountId);
  if (!answer?.words) return null;

  const { deactivatedAt, eraseOn } = account;
  // Every account that is deactivated says since when.
  if (!deactivatedAt) return null;
  const erasure = erasureOf({ deactivatedAt, eraseOn, dismissedAt: answer.at });
  // Nothing is left to ask back.
  if (erasure <= ctx.now()) return null;

  const { t, say } = mailSentences(ctx.env, language);
  return {
    title: t("reactivationDismissed.title"),
    addressee: account,
    paragraphs: [
      say("reactivationDismissed.told", { date: formatMoment(answer.at) }),
      say("reactivationDismissed.next"),
    ],
    facts: typedFact(t("facts.reason"), answer.words),
    notes: [say("reactivationDismissed.again", { date: formatMoment(erasure) })],
  };
}

/** When support last answered so, and what it wrote (SEC-70). */
async function findAnswer(ctx: Context, accountId: string) {
  const name: SupportActName = "dismiss-reactivation";
  const [answer] = await ctx.db
    .select({ at: auditEvents.at, words: auditPersonalValues.words })
    .from(auditEvents)
    .leftJoin(auditPersonalValues, eq(auditPersonalValues.eventId, auditEvents.id))
    .where(
      and(
        eq(auditEvents.targetId, accountId),
        eq(auditEvents.kind, "administrator-acted"),
        sql`${auditEvents.facts}->>'act' = ${name}`,
      ),
    )
    .orderBy(desc(auditEvents.position))
    .limit(1);
  return answer;
}
