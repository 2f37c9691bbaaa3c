import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { enqueue } from "@/lib/outbox/enqueue";
import type { SendOutcome } from "@/lib/platform/mailer";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { deliverDue } from "./deliver-due";

const start = Date.parse("2026-01-05T09:00:00Z");
const later = (minutes: number, seconds = 0) => new Date(start + (minutes * 60 + seconds) * 1000);
const nothing = { sent: 0, dropped: 0, failed: 0, later: 0, dead: 0 };

// Failed deliveries are logged; the lines are of no interest here.
beforeEach(() => {
  vi.spyOn(console, "info").mockImplementation(() => {});
});

/** Mails that are due, to people who exist. */
async function dueMails(ctx: TestContext, count: number) {
  const people = await Promise.all(Array.from({ length: count }, () => anAccount(ctx)));
  const language = "fr" as const;
  await enqueue(
    ctx,
    people.map(({ id, email }) => ({
      message: { kind: "address-already-registered", accountId: id },
      recipient: email,
      language,
      event: `address-already-registered:${id}`,
    })),
  );
  return people;
}

const rowsOf = (ctx: TestContext) => ctx.db.select().from(outboxMessages).orderBy(outboxMessages.createdAt);
async function theRow(ctx: TestContext) {
  const [row, ...more] = await rowsOf(ctx);
  if (!row || more.length > 0) throw new Error("expected one row");
  return row;
}

describe("R-1101 · delivery", () => {
  test("R-1101 · what is due leaves once, under the key of its row; what is not yet due stays", async () => {
    const ctx = await testContext();
    const [now, tomorrow] = await dueMails(ctx, 2);
    const notYet = eq(outboxMessages.recipient, tomorrow?.email ?? "");
    await ctx.db
      .update(outboxMessages)
      .set({ dueAt: later(1) })
      .where(notYet);
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1 });
    const sent = (await rowsOf(ctx)).find(({ recipient }) => recipient === now?.email);
    expect(sent).toMatchObject({
      status: "sent",
      attempts: 1,
      leasedUntil: null,
      lastError: null,
      settledAt: ctx.now(),
    });
    expect(ctx.mailer.sent).toMatchObject([{ to: now?.email, key: sent?.id }]);

    expect(await deliverDue(ctx)).toEqual(nothing);
    ctx.moveTo(later(1));
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1 });
    expect(ctx.mailer.sent.map(({ to }) => to)).toEqual([now?.email, tomorrow?.email]);
  });

  test("SEC-97 · three servers that deliver at once send each of 35 mails once", async () => {
    const ctx = await testContext();
    const people = await dueMails(ctx, 35);
    const deliveries = await Promise.all([deliverDue(ctx), deliverDue(ctx), deliverDue(ctx)]);
    expect(deliveries.reduce((total, { sent }) => total + sent, 0)).toBe(35);
    expect(ctx.mailer.sent.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort());
    expect(new Set(ctx.mailer.sent.map(({ key }) => key)).size).toBe(35);
  });

  test("R-1101 · one call takes no more than it is told to", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 12);
    expect(await deliverDue(ctx, { limit: 11 })).toEqual({ ...nothing, sent: 11 });
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1 });
  });

  test("SEC-97 · what is over is dropped without a mail", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 1);
    await ctx.db.update(accounts).set({ status: "erased" });
    expect(await deliverDue(ctx)).toEqual({ ...nothing, dropped: 1 });
    expect(await theRow(ctx)).toMatchObject({ status: "dropped", settledAt: ctx.now() });
    expect(ctx.mailer.sent).toEqual([]);
  });
});

describe("R-1101 · failures", () => {
  test("R-1101 · a failed mail is tried again after 1, 5, 30 minutes, 2 and 12 hours, under one key, then it is dead", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 1);
    ctx.mailer.answer = { kind: "failed", reason: "500" };
    let minutes = 0;
    for (const [attempt, wait] of [1, 5, 30, 120, 720].entries()) {
      expect(await deliverDue(ctx)).toEqual({ ...nothing, failed: 1 });
      expect(await theRow(ctx)).toMatchObject({
        status: "due",
        attempts: attempt + 1,
        lastError: "500",
        leasedUntil: null,
      });
      ctx.moveTo(later(minutes + wait, -1));
      expect(await deliverDue(ctx), `before ${wait} minutes`).toEqual(nothing);
      minutes += wait;
      ctx.moveTo(later(minutes));
    }
    expect(await deliverDue(ctx)).toEqual({ ...nothing, dead: 1 });
    expect(await theRow(ctx)).toMatchObject({ status: "dead", attempts: 6, lastError: "500", settledAt: ctx.now() });
    ctx.moveTo(later(minutes + 10_000));
    expect(await deliverDue(ctx)).toEqual(nothing);
    expect(new Set(ctx.mailer.sent.map(({ key }) => key)).size).toBe(1);
    expect(ctx.mailer.sent).toHaveLength(6);
  });

  test("R-1101 · a mail that the provider will never take is dead at once, and kept", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 1);
    ctx.mailer.answer = { kind: "refused", reason: "invalid recipient" };
    expect(await deliverDue(ctx)).toEqual({ ...nothing, dead: 1 });
    expect(await theRow(ctx)).toMatchObject({ status: "dead", attempts: 1, lastError: "invalid recipient" });
  });

  test("SEC-97 · after twelve hours without the provider, everything leaves", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 3);
    ctx.mailer.answer = { kind: "failed", reason: "down" };
    for (let minutes = 0; minutes < 720; minutes += 30) {
      ctx.moveTo(later(minutes));
      await deliverDue(ctx);
    }
    ctx.mailer.answer = { kind: "sent" };
    ctx.moveTo(later(1440));
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 3 });
  });

  test("SEC-97 · a row of another release, or a template that breaks, waits for a mended one and stops nobody", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 2);
    const [odd] = await rowsOf(ctx);
    const thatOne = eq(outboxMessages.id, odd?.id ?? "");
    await ctx.db
      .update(outboxMessages)
      .set({ message: { kind: "from-tomorrow" } })
      .where(thatOne);
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1, failed: 1 });
    const [kept] = await ctx.db.select().from(outboxMessages).where(thatOne);
    expect(kept).toMatchObject({ status: "due", attempts: 1, dueAt: later(1) });
    await ctx.db.update(outboxMessages).set({ message: odd?.message }).where(thatOne);
    ctx.moveTo(later(1));
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1 });
  });
});

describe("SEC-97 · a provider that takes no more", () => {
  test("SEC-97 SEC-18 · a mail that comes too early, however often, is never dead; it leaves when it may", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 1);
    ctx.mailer.answer = { kind: "later", reason: "429 rate_limit_exceeded", afterSeconds: 60 };
    for (let tries = 0; tries < 20; tries++) {
      expect(await deliverDue(ctx)).toEqual({ ...nothing, later: 1 });
      const row = await theRow(ctx);
      expect(row).toMatchObject({
        status: "due",
        attempts: 0,
        leasedUntil: null,
        lastError: "429 rate_limit_exceeded",
      });
      const wait = (row.dueAt.getTime() - ctx.now().getTime()) / 1000;
      expect(wait).toBeGreaterThanOrEqual(60);
      expect(wait).toBeLessThanOrEqual(120);
      expect(await deliverDue(ctx)).toEqual(nothing);
      ctx.moveTo(row.dueAt);
    }
    ctx.mailer.answer = { kind: "sent" };
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1 });
    expect(await theRow(ctx)).toMatchObject({ status: "sent", attempts: 1, lastError: null });
  });

  test("SEC-97 · the mails of a mass act wait for the next call, and all of them leave", async () => {
    const ctx = await testContext();
    const people = await dueMails(ctx, 40);
    ctx.mailer.answer = { kind: "later", reason: "429 daily_quota_exceeded", afterSeconds: 60 };
    const { later: tooEarly } = await deliverDue(ctx);
    // A few found out; the others were not even taken up.
    expect(tooEarly).toBeLessThanOrEqual(5);
    expect((await rowsOf(ctx)).filter(({ lastError }) => lastError === null)).toHaveLength(40 - tooEarly);

    ctx.mailer.sent = [];
    ctx.mailer.answer = { kind: "sent" };
    ctx.moveTo(later(2));
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 40 });
    expect(ctx.mailer.sent.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email).sort());
  });
});

describe("SEC-97 · a server that dies", () => {
  test("SEC-97 · between sending and marking: the next one takes the mail up after the lease, under the same key", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 1);
    const first = await serverThatHangs(ctx);
    const { leasedUntil } = await theRow(ctx);
    expect(leasedUntil).toEqual(later(2));

    ctx.moveTo(later(1, 59));
    expect(await deliverDue(ctx)).toEqual(nothing);
    ctx.moveTo(later(2));
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1 });
    expect(ctx.mailer.sent.map(({ key }) => key)).toEqual([first.key]);
    first.answer({ kind: "sent" });
    await first.done;
  });

  test("SEC-97 · one that was only slow does not undo what the next one did", async () => {
    const ctx = await testContext();
    await dueMails(ctx, 1);
    const first = await serverThatHangs(ctx);
    ctx.moveTo(later(3));
    expect(await deliverDue(ctx)).toEqual({ ...nothing, sent: 1 });
    first.answer({ kind: "failed", reason: "timeout" });
    await first.done;
    expect(await theRow(ctx)).toMatchObject({ status: "sent", attempts: 1, lastError: null, settledAt: later(3) });
    ctx.moveTo(later(60));
    expect(await deliverDue(ctx)).toEqual(nothing);
  });
});

/** A server that has handed a mail over and hears nothing from the provider until `answer` is called. */
async function serverThatHangs(ctx: TestContext) {
  let answer: (outcome: SendOutcome) => void = () => {};
  const hung = new Promise<SendOutcome>((resolve) => {
    answer = resolve;
  });
  let done: Promise<unknown> = Promise.resolve();
  const key = await new Promise<string>((handedOver) => {
    const mailer = {
      send: (_mail: unknown, delivery: { key: string }) => {
        handedOver(delivery.key);
        return hung;
      },
    };
    done = deliverDue({ ...ctx, mailer });
  });
  return { key, answer, done };
}
