import { getTranslations } from "next-intl/server";
import type { MailStatus } from "@/lib/administration/find-mails";
import { message } from "@/lib/outbox/message";

/** The states one can filter by, as the address names them. */
export const mailStateNames = {
  "a-envoyer": "due",
  envoye: "sent",
  abandonne: "dropped",
  echec: "dead",
} as const satisfies Record<string, MailStatus>;
export type MailStateName = keyof typeof mailStateNames;

/** Where each state stands in colour. */
export const mailTones = { due: "info", sent: "success", dropped: "neutral", dead: "danger" } as const;

/** Every kind of mail there is. */
export const mailKinds = message.options.map(({ shape }) => shape.kind.value);

/** What a mail is about, in words; one of another release keeps the name it had. */
export async function mailKindInWords(): Promise<(kind: string) => string> {
  const t = await getTranslations("administration.mails");
  return (kind) => {
    const known = mailKinds.find((name) => name === kind);
    return known ? t(`kinds.${known}`) : kind;
  };
}
