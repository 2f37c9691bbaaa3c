import { subHours } from "date-fns";
import { and, eq, gt, sql } from "drizzle-orm";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Context } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import type { MessageKind } from "./message";

/** Mails of one kind that an address gets in a day from acts done signed out (SEC-28). */
export const DAILY_MAILS_OF_ONE_KIND = 5;

/** Whom one would write to, about what, and how many such mails a day may bring him. */
export interface DailyLimit {
  recipient: string;
  kind: MessageKind;
  limit: number;
  /** Counts only the mails whose event begins so: the resent ones have a limit of their own. */
  eventsBeginning?: string;
}

/**
 * Whether an address may get one more mail of that kind within 24 hours (SEC-28, R-407). Called inside the
 * transaction that then enqueues: others who would write to the address wait for its end. Always two statements.
 */
export async function mayStillWriteTo(
  tx: Context,
  { recipient, kind, limit, eventsBeginning = "" }: DailyLimit,
): Promise<boolean> {
  await holdAddress(tx, recipient);
  const written = await tx.db.$count(
    outboxMessages,
    and(
      eq(outboxMessages.recipient, recipient),
      eq(outboxMessages.kind, kind),
      gt(outboxMessages.createdAt, subHours(tx.now(), 24)),
      sql`starts_with(${outboxMessages.event}, ${eventsBeginning})`,
    ),
  );
  return written < limit;
}
