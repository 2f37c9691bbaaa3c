import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import type { Message } from "./message";

/** A mail to be sent. */
export interface NewMessage {
  message: Message;
  recipient: string;
  language: Language;
  /** Names the mail and what it tells of, `activation-invited:<link id>`: with the recipient it leaves once (R-1101). */
  event: string;
}

/** Notes what must be said, in the transaction of the change it tells of, by one statement (R-1101, SEC-97). */
export async function enqueue(tx: Context, messages: NewMessage[]): Promise<void> {
  for (const write of messageWrites(tx, messages)) await write;
}

/** Mails yet to be noted, for whoever writes them together with the change they tell of. */
export function messageWrites(tx: Context, messages: NewMessage[]) {
  if (messages.length === 0) return [];
  const now = tx.now();
  const rows = messages.map((row) => ({ ...row, id: tx.id(), kind: row.message.kind, dueAt: now, createdAt: now }));
  return [
    tx.db
      .insert(outboxMessages)
      .values(rows)
      .onConflictDoNothing({ target: [outboxMessages.event, outboxMessages.recipient] }),
  ];
}
