import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { enqueue } from "./enqueue";
import { mayStillWriteTo } from "./may-still-write-to";

const recipient = "camille@example.org";
const limited = { recipient, kind: "address-already-registered", limit: 5 } as const;
const mail = (ctx: TestContext, event: string) => ({
  message: { kind: "address-already-registered", accountId: ctx.id() } as const,
  recipient,
  language: "fr" as const,
  event,
});

test("R-1101 · the same event is told to one person once, by one statement for all", async () => {
  const ctx = await testContext();
  ctx.queries();
  await enqueue(ctx, [
    mail(ctx, "a"),
    mail(ctx, "a"),
    mail(ctx, "b"),
    { ...mail(ctx, "a"), recipient: "b@example.org" },
  ]);
  expect(ctx.queries()).toBe(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(3);
});

test("SEC-97 · an act that is undone says nothing", async () => {
  const ctx = await testContext();
  const undone = inTransaction(ctx, async (tx) => {
    await enqueue(tx, [mail(ctx, "a")]);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-28 · twenty acts at once bring five mails, and the next day five more", async () => {
  const ctx = await testContext();
  const act = (n: string) =>
    inTransaction(ctx, async (tx) => {
      if (await mayStillWriteTo(tx, limited)) await enqueue(tx, [mail(ctx, n)]);
    });
  await Promise.all(Array.from({ length: 20 }, (_, n) => act(`day1:${n}`)));
  expect(await ctx.db.$count(outboxMessages)).toBe(5);
  ctx.moveTo("2026-01-06T08:59:59Z");
  await act("early");
  expect(await ctx.db.$count(outboxMessages)).toBe(5);
  ctx.moveTo("2026-01-06T09:00:00Z");
  for (let n = 0; n < 7; n++) await act(`day2:${n}`);
  expect(await ctx.db.$count(outboxMessages)).toBe(10);
});

test("R-407 · resent mails have a limit of their own; SEC-22 · asking costs the same whatever the answer", async () => {
  const ctx = await testContext();
  await enqueue(
    ctx,
    ["resent:1", "resent:2", "resent:3"].map((event) => mail(ctx, event)),
  );
  const ask = (address: string) =>
    inTransaction(ctx, (tx) =>
      mayStillWriteTo(tx, { ...limited, recipient: address, limit: 3, eventsBeginning: "resent:" }),
    );
  ctx.queries();
  expect(await ask(recipient)).toBe(false);
  const known = ctx.queries();
  expect(await ask("nobody@example.org")).toBe(true);
  expect(ctx.queries()).toBe(known);
  expect(await inTransaction(ctx, (tx) => mayStillWriteTo(tx, limited))).toBe(true);
});
