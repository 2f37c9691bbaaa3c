import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import type { Context } from "@/lib/platform/context";
import { findLastAct } from "../find-last-act";
import { findOwner } from "../find-owner";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-06: the account is back. */
export async function accountReactivated(
  ctx: Context,
  { message: { accountId, eraseOn }, recipient, language }: MailOrder<"account-reactivated">,
): Promise<Letter | null> {
  const account = await findOwner(ctx, { accountId, recipient, at: "contact" });
  if (account?.status !== "active") return null;
  const act = await findLastAct(ctx, { targetId: accountId, kinds: ["account-reactivated"] });
  if (!act) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const who = act.actorId === accountId ? "byOwner" : "bySupport";
  return {
    title: t("accountReactivated.title"),
    addressee: account,
    paragraphs: [
      say(`accountReactivated.${who}`, { date: formatMoment(act.at) }),
      say("accountReactivated.next"),
      ...(eraseOn ? [say("accountReactivated.erasureCancelled", { date: formatDay(new Date(eraseOn)) })] : []),
    ],
    action: { label: t("signIn"), address: mailLinks(ctx.env).signIn() },
    notes: [say("accountReactivated.notYou")],
  };
}
