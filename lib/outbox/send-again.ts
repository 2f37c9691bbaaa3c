import { and, asc, eq, inArray } from "drizzle-orm";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Context } from "@/lib/platform/context";
import type { MessageKind } from "./message";

/** A mail that is due again. */
export interface SentAgain {
  id: string;
  kind: MessageKind;
}

/**
 * Makes dead mails due once more, with all their tries before them (SEC-97). A mail in any other state is left alone, so
 * that asking twice sends once. Its content is read anew when it leaves: a link that is superseded by then is dropped.
 */
export async function sendAgain(tx: Context, { messageIds }: { messageIds: string[] }): Promise<SentAgain[]> {
  const dead = and(inArray(outboxMessages.id, messageIds), eq(outboxMessages.status, "dead"));
  // In the order of their ids: two who ask for the same mails do not wait for each other in a ring.
  const held = await tx.db
    .select({ id: outboxMessages.id })
    .from(outboxMessages)
    .where(dead)
    .orderBy(asc(outboxMessages.id))
    .for("update");
  if (held.length === 0) return [];
  const rows = await tx.db
    .update(outboxMessages)
    .set({ status: "due", attempts: 0, dueAt: tx.now(), leasedUntil: null, settledAt: null })
    .where(
      inArray(
        outboxMessages.id,
        held.map(({ id }) => id),
      ),
    )
    .returning({ id: outboxMessages.id, kind: outboxMessages.kind });
  // The column holds what `enqueue` wrote: the kind of a message.
  return rows.map(({ id, kind }) => ({ id, kind: kind as MessageKind }));
}
