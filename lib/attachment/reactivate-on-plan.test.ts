import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments, feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { permitFor } from "./permit-for";
import { reactivateOnPlan } from "./reactivate-on-plan";

test("R-851 · R-1206 · a suspension ends when its day begins in Paris, and the person is told", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account, attachment } = await aMemberOf(ctx, structure);
  await suspend(ctx, attachment.id, "2026-07-01");
  ctx.moveTo("2026-06-30T21:59:59Z");
  expect(await reactivateOnPlan(ctx)).toBe(0);
  ctx.moveTo("2026-06-30T22:00:00Z");
  expect(await reactivateOnPlan(ctx)).toBe(1);
  expect(await reactivateOnPlan(ctx)).toBe(0);

  expect(await ctx.db.select().from(attachments)).toMatchObject([{ status: "approved", reactivateOn: null }]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: account.contactEmail,
      message: {
        kind: "attachment-decided",
        attachmentId: attachment.id,
        decision: "reactivated",
        deciderId: null,
      },
    },
  ]);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "attachment-reactivated", actorId: null, subjectId: account.id },
  ]);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([{ kind: "attachment-reactivated" }]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([{ facts: { cause: "planned" } }]);
  // the tabs are back at the next click.
  const { actor } = await aSessionOf(ctx, account);
  expect(actor.subscriptions.length).toBeGreaterThan(0);
});

test("R-851 · a suspension without a day, or of a later one, stays", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  for (const day of [null, "2026-01-06"]) await suspend(ctx, (await aMemberOf(ctx, structure)).attachment.id, day);
  expect(await reactivateOnPlan(ctx)).toBe(0);
});

test("R-851 · two servers at once reactivate and tell each person once", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 12; n++) {
    const { attachment } = await aMemberOf(ctx, await aStructure(ctx));
    await suspend(ctx, attachment.id, "2026-01-05");
  }
  const runs = await Promise.all([reactivateOnPlan(ctx), reactivateOnPlan(ctx), reactivateOnPlan(ctx)]);
  expect(runs.reduce((sum, count) => sum + count)).toBe(12);
  expect(await ctx.db.$count(outboxMessages)).toBe(12);
});

test("SEC-65 · a structure on which a manager acts at this moment waits for the next run", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { attachment } = await aMemberOf(ctx, structure);
  await suspend(ctx, attachment.id, "2026-01-05");
  const permit = permitFor((await aSessionOf(ctx, manager.account)).actor, structure.id, "manage-members");
  if (!permit) throw new Error("no permit");
  await inTransaction(ctx, async (tx) => {
    await holdPermit(tx, permit);
    expect(await reactivateOnPlan(ctx)).toBe(0);
  });
  expect(await reactivateOnPlan(ctx)).toBe(1);
});

test("R-510 · N-15 · the attachment of a frozen account comes back on its day, and nobody is written to", async () => {
  const ctx = await testContext();
  const { account, attachment } = await aMemberOf(ctx, await aStructure(ctx));
  await suspend(ctx, attachment.id, "2026-01-05");
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  expect(await reactivateOnPlan(ctx)).toBe(1);
  expect(await ctx.db.select().from(attachments)).toMatchObject([{ status: "approved", reactivateOn: null }]);
  expect(await ctx.db.$count(structureHistory)).toBe(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

async function suspend(ctx: Context, attachmentId: string, reactivateOn: string | null) {
  await ctx.db.update(attachments).set({ status: "suspended", reactivateOn }).where(eq(attachments.id, attachmentId));
}
