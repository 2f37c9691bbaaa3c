import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { recordEvent } from "./record-event";

const signedOut = (id: string) =>
  ({ kind: "signed-out", actorId: id, targetId: id, facts: { sessionId: id } }) as const;

test("R-1201 · an event is one line of the trail, in one round trip, with its personal values apart (SEC-96)", async () => {
  const ctx = await testContext();
  const actorId = ctx.id();
  ctx.queries();
  await recordEvent(ctx, signedOut(actorId), { origin: "192.0.2.1", email: "camille@example.org" });
  expect(ctx.queries()).toBe(1);
  const [event] = await ctx.db.select().from(auditEvents);
  expect(event).toEqual({
    position: expect.any(BigInt),
    id: expect.any(String),
    at: ctx.now(),
    ...signedOut(actorId),
  });
  expect(await ctx.db.select().from(auditPersonalValues)).toEqual([
    {
      eventId: event?.id,
      at: event?.at,
      origin: "192.0.2.1",
      email: "camille@example.org",
      words: null,
      changes: null,
    },
  ]);
  // Erased, they leave the trail whole.
  await ctx.db.delete(auditPersonalValues);
  expect(await ctx.db.select().from(auditEvents)).toEqual([event]);
});

test("R-1201 · SEC-96 · the old and the new value stand apart from the line", async () => {
  const ctx = await testContext();
  const changes = { city: { from: "Rennes", to: null }, issuesEdi: { from: false, to: true } };
  await recordEvent(ctx, signedOut(ctx.id()), { changes });
  expect(await ctx.db.select().from(auditPersonalValues)).toMatchObject([{ origin: null, email: null, changes }]);
  expect(JSON.stringify((await ctx.db.select().from(auditEvents))[0]?.facts)).not.toContain("Rennes");
});

test("SEC-96 · without personal values there is no second row; each alone has one", async () => {
  const ctx = await testContext();
  await recordEvent(ctx, signedOut(ctx.id()));
  expect(await ctx.db.$count(auditPersonalValues)).toBe(0);
  await recordEvent(ctx, signedOut(ctx.id()), { origin: "192.0.2.1" });
  await recordEvent(ctx, signedOut(ctx.id()), { email: "camille@example.org" });
  const rows = await ctx.db.select().from(auditPersonalValues);
  expect(rows.map(({ origin, email }) => [origin, email])).toEqual([
    ["192.0.2.1", null],
    [null, "camille@example.org"],
  ]);
});

test("R-1201 · an act that no session answers for is noted with where its request comes from, whoever acts", async () => {
  const request = { ...(await testContext()), origin: "203.0.113.9" };
  const [actorId, targetId] = [request.id(), request.id()];
  await inTransaction(request, async (tx) => {
    await recordEvent(tx, signedOut(actorId));
    await recordEvent(tx, { ...signedOut(targetId), actorId: null });
    await recordEvent(tx, signedOut(actorId), { email: "camille@example.org" });
    // What an event says of itself counts more.
    await recordEvent(tx, signedOut(actorId), { origin: "192.0.2.1" });
  });
  const rows = await request.db.select().from(auditPersonalValues);
  expect(rows.map(({ origin }) => origin).sort()).toEqual(["192.0.2.1", "203.0.113.9", "203.0.113.9", "203.0.113.9"]);
});

test("R-1201 · the trail of a change that is taken back is taken back with it", async () => {
  const ctx = await testContext();
  const change = inTransaction(ctx, async (tx) => {
    const { id } = await anAccount(tx);
    await recordEvent(tx, signedOut(id));
    throw new Error("the change fails");
  });
  await expect(change).rejects.toThrow("the change fails");
  expect([await ctx.db.$count(auditEvents), await ctx.db.$count(accounts)]).toEqual([0, 0]);
});
