import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces as openTable } from "@/drizzle/schema/workspace";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Attached, aManagerOf, aMemberOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { openWorkspaces } from "./open-workspaces";
import { permitFor } from "./permit-for";

const plain = { providerCategory: null, employmentScheme: null, subscribe: false } as const;

async function manages(ctx: TestContext, { account, attachment }: Attached) {
  const permit = permitFor((await aSessionOf(ctx, account)).actor, attachment.structureId, "manage-workspaces");
  if (!permit) throw new Error("a manager opens workspaces");
  return permit;
}

test("R-815 · opened workspaces are told to every manager, in the history and the audit; the opener uses them if he likes", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  await aManagerOf(ctx, structure, { role: "secondary-manager" });
  await aMemberOf(ctx, structure);
  const permit = await manages(ctx, manager);
  ctx.queries();
  const wanted = { ...plain, workspaces: ["SUIVI_FLUX", "ENGAGEMENTS", "FACTURES_EMISES"] as const, subscribe: true };
  expect(await openWorkspaces(ctx, permit, wanted)).toEqual({
    kind: "opened",
    workspaces: ["ENGAGEMENTS", "SUIVI_FLUX"],
  });
  // Begin, lock, right, rows, managers, notes, commit.
  expect(ctx.queries()).toBeLessThanOrEqual(7);
  expect(await ctx.db.$count(openTable)).toBe(4);
  const own = and(eq(subscriptions.accountId, manager.account.id), eq(subscriptions.workspace, "SUIVI_FLUX"));
  expect(await ctx.db.select().from(subscriptions).where(own)).toMatchObject([{ status: "active", access: "write" }]);
  expect(await ctx.db.$count(feedEvents, eq(feedEvents.kind, "workspace-opened"))).toBe(4);
  expect(await ctx.db.$count(structureHistory, eq(structureHistory.kind, "workspace-opened"))).toBe(2);
  const audit = await ctx.db.select({ kind: auditEvents.kind }).from(auditEvents);
  expect(audit.map(({ kind }) => kind).sort()).toEqual(["subscription-opened", "workspace-opened"]);
});

test("R-703 · what is open already is opened once, however many managers click", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const permit = await manages(ctx, await aManagerOf(ctx, structure));
  const wanted = { ...plain, workspaces: ["SUIVI_FLUX"] as const };
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => openWorkspaces(ctx, permit, wanted)));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill("already-open"), "opened"]);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.workspace, "SUIVI_FLUX"))).toBe(0);
});

test("R-701 · a company opens no received invoices, a public body no justice costs, and nothing else with them", async () => {
  const ctx = await testContext();
  const company = await manages(ctx, await aManagerOf(ctx, await aStructure(ctx)));
  const workspaces = ["SUIVI_FLUX", "FACTURES_RECUES"] as const;
  expect(await openWorkspaces(ctx, company, { ...plain, workspaces })).toEqual({ kind: "not-offered" });
  const town = await manages(ctx, await aManagerOf(ctx, await aStructure(ctx, { sector: "public" })));
  const justice = { ...plain, workspaces: ["MEMOIRES_FRAIS_JUSTICE"] as const, providerCategory: "expert" as const };
  expect(await openWorkspaces(ctx, town, justice)).toEqual({ kind: "not-offered" });
  expect(await openWorkspaces(ctx, town, { ...plain, workspaces: ["FACTURES_RECUES", "DUME"] })).toMatchObject({
    kind: "opened",
  });
});

test("R-316 · justice costs ask who bills, and under which scheme whoever has no SIRET", async () => {
  const ctx = await testContext();
  const workspaces = ["MEMOIRES_FRAIS_JUSTICE"] as const;
  const structure = await aStructure(ctx);
  const permit = await manages(ctx, await aManagerOf(ctx, structure));
  expect(await openWorkspaces(ctx, permit, { ...plain, workspaces })).toEqual({
    kind: "details-missing",
    schemeMissing: false,
  });
  const expert = { ...plain, workspaces, providerCategory: "expert" } as const;
  expect(await openWorkspaces(ctx, permit, { ...expert, employmentScheme: "cosp" })).toMatchObject({ kind: "opened" });
  const [sheet] = await ctx.db.select().from(structures).where(eq(structures.id, structure.id));
  expect(sheet).toMatchObject({ providerCategory: "expert", employmentScheme: null });

  const foreign = await aStructure(ctx, { identifierType: "TAHITI", identifier: "F95709" });
  const other = await manages(ctx, await aManagerOf(ctx, foreign));
  expect(await openWorkspaces(ctx, other, expert)).toEqual({ kind: "details-missing", schemeMissing: true });
  expect(await openWorkspaces(ctx, other, { ...expert, employmentScheme: "cosp" })).toMatchObject({ kind: "opened" });
});

test("SEC-67, R-801 · neither a former manager nor anybody on an inactive structure opens anything", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const secondary = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const permit = await manages(ctx, secondary);
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, secondary.attachment.id));
  const wanted = { ...plain, workspaces: ["SUIVI_FLUX"] as const };
  expect(await openWorkspaces(ctx, permit, wanted)).toEqual({ kind: "not-permitted" });
  await ctx.db
    .update(attachments)
    .set({ role: "secondary-manager" })
    .where(eq(attachments.id, secondary.attachment.id));
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await openWorkspaces(ctx, permit, wanted)).toEqual({ kind: "structure-inactive" });
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});
