import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Context, inTransaction } from "@/lib/platform/context";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { actsIn } from "./acting-session";
import { recordEvent } from "./record-event";

async function someone() {
  const ctx = await testContext();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const { actor: other } = await aSessionOf(ctx, await anAccount(ctx));
  await clearTrail(ctx);
  const origins = async () => (await personalValuesOf(ctx, "account-unlocked")).map(({ origin }) => origin);
  return { ctx, actor, other, origins };
}

const unlocked = (actorId: string | null) =>
  ({ kind: "account-unlocked", actorId, targetId: actorId, facts: {} }) as const;

const act = (tx: Context, sessionId: string) => tx.db.execute(sql`select ${actsIn(sessionId)}`);

test("R-1201 · what is done in a session tells from where, through savepoints, without a round trip more", async () => {
  const { ctx, actor, origins } = await someone();
  await inTransaction(ctx, async (tx) => {
    await act(tx, actor.sessionId);
    ctx.queries();
    await recordEvent(tx, unlocked(actor.accountId));
    expect(ctx.queries()).toBe(1);
    await inTransaction(tx, (inner) =>
      recordEvent(inner, unlocked(actor.accountId), { changes: { label: { from: "A", to: "B" } } }),
    );
    await recordEvent(tx, unlocked(actor.accountId), { origin: "198.51.100.1" });
  });
  expect(await origins()).toEqual(["192.0.2.1", "192.0.2.1", "198.51.100.1"]);
});

test("R-1201 · a session speaks for its own person alone, and not beyond its transaction", async () => {
  const { ctx, actor, other, origins } = await someone();
  await inTransaction(ctx, async (tx) => {
    await act(tx, actor.sessionId);
    await recordEvent(tx, unlocked(other.accountId));
    await recordEvent(tx, unlocked(null));
  });
  for (let connection = 0; connection < 20; connection++) await recordEvent(ctx, unlocked(actor.accountId));
  expect(await origins()).toEqual([]);
});

test("R-1201 · software acts in no session: what it does has no origin, and fails for no reason", async () => {
  const { ctx, actor, origins } = await someone();
  await inTransaction(ctx, async (tx) => {
    await act(tx, ctx.id());
    await recordEvent(tx, unlocked(actor.accountId));
    await recordEvent(tx, unlocked(actor.accountId), { changes: { label: { from: "A", to: "B" } } });
  });
  expect(await origins()).toEqual([null]);
});
