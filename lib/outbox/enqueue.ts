import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import type { Message } from "./message";

/** A mail to send. The event names what it tells of: with the recipient, it is said once (R-1101). */
export interface NewMessage {
  message: Message;
  recipient: string;
  language: Language;
  event: string;
}

/** Puts mails into the outbox, in the transaction of the change they tell of (R-1101): one statement for all. */
export async function enqueue(tx: Context, messages: NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.db
    .insert(outboxMessages)
    .values(
      messages.map(({ message, recipient, language, event }) => ({
        id: tx.id(),
        kind: message.kind,
        event,
        recipient,
        language,
        message,
        dueAt: tx.now(),
        createdAt: tx.now(),
      })),
    )
    .onConflictDoNothing();
}
