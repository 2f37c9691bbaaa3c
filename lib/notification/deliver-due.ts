import { addMinutes, addSeconds } from "date-fns";
import { and, asc, eq, inArray, isNull, lte, or, type SQL } from "drizzle-orm";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { message } from "@/lib/outbox/message";
import { type Context, inTransaction } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import type { SendOutcome } from "@/lib/platform/mailer";
import { composeMail } from "./compose-mail";

/** How long to wait after each failed try, in minutes; after the last one the mail is dead (R-1101). */
const BACK_OFF_MINUTES = [1, 5, 30, 120, 720];
/** Longer than composing and sending take together. */
const LEASE_MINUTES = 2;
/** Few, so that a provider that takes no more is asked in vain a few times only. */
const BATCH = 5;

/** What became of the mails that were due. */
export interface Delivery {
  sent: number;
  dropped: number;
  failed: number;
  later: number;
  dead: number;
}

type Due = typeof outboxMessages.$inferSelect;

/**
 * Sends the mails that are due, several servers at once included: each leases its own rows. A server that dies
 * between sending and marking leaves the row to the next one, under the same idempotency key (SEC-97). Once the provider
 * takes no more, the rest waits for the next call.
 */
export async function deliverDue(ctx: Context, { limit = 200 }: { limit?: number } = {}): Promise<Delivery> {
  const delivery: Delivery = { sent: 0, dropped: 0, failed: 0, later: 0, dead: 0 };
  for (let taken = 0; taken < limit && delivery.later === 0; ) {
    const due = await lease(ctx, Math.min(BATCH, limit - taken));
    if (due.length === 0) return delivery;
    taken += due.length;
    for (const result of await Promise.all(due.map((row) => deliver(ctx, row)))) delivery[result] += 1;
  }
  return delivery;
}

async function lease(ctx: Context, count: number): Promise<Due[]> {
  const now = ctx.now();
  return inTransaction(ctx, async (tx) => {
    const due = await tx.db
      .select({ id: outboxMessages.id })
      .from(outboxMessages)
      .where(
        and(
          eq(outboxMessages.status, "due"),
          lte(outboxMessages.dueAt, now),
          or(isNull(outboxMessages.leasedUntil), lte(outboxMessages.leasedUntil, now)),
        ),
      )
      .orderBy(asc(outboxMessages.dueAt))
      .limit(count)
      .for("update", { skipLocked: true });
    if (due.length === 0) return [];
    return tx.db
      .update(outboxMessages)
      .set({ leasedUntil: addMinutes(now, LEASE_MINUTES) })
      .where(
        inArray(
          outboxMessages.id,
          due.map(({ id }) => id),
        ),
      )
      .returning();
  });
}

async function deliver(ctx: Context, row: Due): Promise<keyof Delivery> {
  const outcome = await attempt(ctx, row);
  switch (outcome.kind) {
    case "sent":
    case "dropped":
      return settle(ctx, row, outcome.kind, null);
    case "refused":
      return settle(ctx, row, "dead", outcome.reason);
    case "failed": {
      const wait = BACK_OFF_MINUTES[row.attempts];
      if (wait === undefined) return settle(ctx, row, "dead", outcome.reason);
      await putOff(ctx, row, {
        attempts: row.attempts + 1,
        dueAt: addMinutes(ctx.now(), wait),
        lastError: outcome.reason,
      });
      return "failed";
    }
    case "later":
      // No attempt, so that no mail is lost by it, however often it comes too early.
      await putOff(ctx, row, { dueAt: laterThan(ctx.now(), row, outcome), lastError: outcome.reason });
      return "later";
  }
}

async function attempt(ctx: Context, row: Due): Promise<SendOutcome | { kind: "dropped" }> {
  try {
    const { id: key, recipient, language } = row;
    const composed = await composeMail(ctx, { message: message.parse(row.message), recipient, language });
    return composed.kind === "dropped" ? composed : await ctx.mailer.send(composed.mail, { key });
  } catch (error) {
    // A row of another release, or a template that breaks: it waits for a mended release, like any failure.
    log("error", "mail-not-composed", { kind: row.kind, ...describeError(error) });
    return { kind: "failed", reason: "not composed" };
  }
}

async function putOff(
  ctx: Context,
  row: Due,
  next: { attempts?: number; dueAt: Date; lastError: string },
): Promise<void> {
  await ctx.db
    .update(outboxMessages)
    .set({ ...next, leasedUntil: null })
    .where(stillLeased(row));
}

/** At most twice as late as the provider asks for: mails that were put off together do not come back together. */
function laterThan(now: Date, { id }: Due, { afterSeconds }: { afterSeconds: number }): Date {
  const chance = Number.parseInt(id.slice(-4), 16) / 0xffff;
  return addSeconds(now, afterSeconds * (1 + chance));
}

async function settle(
  ctx: Context,
  row: Due,
  status: "sent" | "dropped" | "dead",
  lastError: string | null,
): Promise<keyof Delivery> {
  await ctx.db
    .update(outboxMessages)
    .set({ status, lastError, attempts: row.attempts + 1, leasedUntil: null, settledAt: ctx.now() })
    .where(stillLeased(row));
  if (status === "dead") log("error", "mail-dead", { id: row.id, reason: lastError });
  return status;
}

/** Whoever was so slow that another server took the row over has nothing more to say about it. */
function stillLeased({ id, leasedUntil }: Due): SQL | undefined {
  return and(eq(outboxMessages.id, id), leasedUntil === null ? undefined : eq(outboxMessages.leasedUntil, leasedUntil));
}
