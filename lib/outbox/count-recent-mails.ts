import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Context } from "@/lib/platform/context";
import type { MessageKind } from "./message";

/** Mails of one kind that acts done signed out may bring to an address in a day (SEC-28). */
export const MAILS_A_DAY = 5;

/**
 * How many mails of these kinds an address was sent in the last 24 hours. Holds the address until the transaction
 * ends, so that two acts at once cannot both find room (SEC-28, R-407).
 */
export async function countRecentMails(tx: Context, recipient: string, kinds: MessageKind[]): Promise<number> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${recipient}, 0))`);
  const yesterday = new Date(tx.now().getTime() - 24 * 3_600_000);
  return tx.db.$count(
    outboxMessages,
    and(
      eq(outboxMessages.recipient, recipient),
      inArray(outboxMessages.kind, kinds),
      gt(outboxMessages.createdAt, yesterday),
    ),
  );
}
