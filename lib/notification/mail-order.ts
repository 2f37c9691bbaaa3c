import type { Language } from "@/lib/i18n/language";
import type { Message, MessageKind } from "@/lib/outbox/message";

/** What has to be told, to whom, in which language. */
export interface MailOrder<Kind extends MessageKind = MessageKind> {
  message: Extract<Message, { kind: Kind }>;
  recipient: string;
  language: Language;
}
