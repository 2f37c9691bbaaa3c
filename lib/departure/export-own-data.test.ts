import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf } from "@/lib/testing/people";
import { exportOwnData } from "./export-own-data";

async function asking(ctx: TestContext) {
  const account = await anAccount(ctx);
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  return { account, actor, proof, ask: () => exportOwnData(ctx, actor, { proof }) };
}

const exportsTold = (ctx: TestContext) => ctx.db.$count(auditEvents, eq(auditEvents.kind, "own-data-exported"));

test("R-1204, SEC-99 · a person takes his data along, and the trail says so", async () => {
  const ctx = await testContext();
  const { account, ask } = await asking(ctx);
  expect(await ask()).toMatchObject({
    kind: "exported",
    data: { account: [{ id: account.id, email: account.email }] },
  });
  const told = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "own-data-exported"));
  expect(told).toMatchObject([{ actorId: account.id, targetId: account.id, facts: {} }]);
  expect(await ask()).toMatchObject({ kind: "exported" });
});

test("SEC-99 · one at a time: a second one beside it is refused, somebody else's is not", async () => {
  const ctx = await testContext();
  const { account, ask } = await asking(ctx);
  const other = await asking(ctx);
  await inTransaction(ctx, async (tx) => {
    // As long as the first one runs.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('own-data-export'), hashtext(${account.id}))`);
    expect(await ask()).toEqual({ kind: "busy" });
    expect(await other.ask()).toMatchObject({ kind: "exported" });
  });
  expect(await exportsTold(ctx)).toBe(1);
  expect(await ask()).toMatchObject({ kind: "exported" });
});

test("SEC-99 · ten at once: each is made alone or refused, and every one that is made is told", async () => {
  const ctx = await testContext();
  const { ask } = await asking(ctx);
  const outcomes = await Promise.all(Array.from({ length: 10 }, ask));
  const made = outcomes.filter(({ kind }) => kind === "exported").length;
  expect(made).toBeGreaterThan(0);
  expect(await exportsTold(ctx)).toBe(made);
});

test("SEC-45 · the proof that somebody else gave opens nothing", async () => {
  const ctx = await testContext();
  const { actor } = await asking(ctx);
  const { proof } = await asking(ctx);
  await expect(exportOwnData(ctx, actor, { proof })).rejects.toThrow("somebody else");
  expect(await exportsTold(ctx)).toBe(0);
});
