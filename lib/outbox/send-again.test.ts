import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { enqueue } from "./enqueue";
import { sendAgain } from "./send-again";

async function aMail(ctx: TestContext, set: Partial<typeof outboxMessages.$inferInsert>): Promise<string> {
  const event = `test:${ctx.id()}`;
  const message = { kind: "address-already-registered", accountId: ctx.id() } as const;
  await enqueue(ctx, [{ message, recipient: "camille@example.org", language: "fr", event }]);
  const [row] = await ctx.db.update(outboxMessages).set(set).where(eq(outboxMessages.event, event)).returning();
  if (!row) throw new Error("nothing was written");
  return row.id;
}

const dead = { status: "dead", attempts: 6, lastError: "550 no such user" } as const;

test("SEC-97 · a dead mail is due again with all its tries before it, the last error stays to be read", async () => {
  const ctx = await testContext();
  const id = await aMail(ctx, { ...dead, settledAt: ctx.now() });
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect(await sendAgain(ctx, { messageIds: [id] })).toEqual([{ id, kind: "address-already-registered" }]);
  const [row] = await ctx.db.select().from(outboxMessages);
  expect(row).toMatchObject({
    status: "due",
    attempts: 0,
    dueAt: ctx.now(),
    settledAt: null,
    lastError: "550 no such user",
  });
});

test("SEC-97 · what waits, has left or was dropped is left alone; asked twice, it is due once", async () => {
  const ctx = await testContext();
  const others = [
    await aMail(ctx, { status: "due" }),
    await aMail(ctx, { status: "sent" }),
    await aMail(ctx, { status: "dropped" }),
  ];
  const id = await aMail(ctx, dead);
  const before = await ctx.db.select().from(outboxMessages).orderBy(outboxMessages.id);
  expect(await sendAgain(ctx, { messageIds: [...others, ctx.id()] })).toEqual([]);
  expect(await ctx.db.select().from(outboxMessages).orderBy(outboxMessages.id)).toEqual(before);
  expect(await sendAgain(ctx, { messageIds: [...others, id, id] })).toHaveLength(1);
  expect(await sendAgain(ctx, { messageIds: [id] })).toEqual([]);
});

test("SEC-97 · two who send the same mails again at once make each due once", async () => {
  const ctx = await testContext();
  const ids = await Promise.all(Array.from({ length: 8 }, () => aMail(ctx, dead)));
  const both = [ids, ids.toReversed()].map((messageIds) => inTransaction(ctx, (tx) => sendAgain(tx, { messageIds })));
  expect((await Promise.all(both)).flat()).toHaveLength(8);
});
