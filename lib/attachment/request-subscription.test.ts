import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Attached,
  aManagerOf,
  aMemberOf,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  type Structure,
} from "@/lib/testing/people";
import { permitFor } from "./permit-for";
import { requestSubscription } from "./request-subscription";

const asked = { access: "read", departmentId: null, comment: "Pour nos flux" } as const;
const opened = ["FACTURES_EMISES", "SOLLICITATIONS_EMISES", "SUIVI_FLUX", "ENGAGEMENTS"] as const;

async function asks(ctx: TestContext, { account, attachment }: Attached) {
  const permit = permitFor((await aSessionOf(ctx, account)).actor, attachment.structureId, "request-subscription");
  if (!permit) throw new Error("whoever is attached may ask");
  return permit;
}

async function aDepartment(ctx: TestContext, structure: Structure, days: { validFrom: string; validUntil?: string }) {
  const id = ctx.id();
  await ctx.db.insert(departments).values({ id, structureId: structure.id, code: id, name: "Achats", ...days });
  return id;
}

test("R-703, N-23 · a member's request waits; each manager gets one mail for all of it, and a line a workspace", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const primary = await aManagerOf(ctx, structure, { workspaces: [] });
  const secondary = await aManagerOf(ctx, structure, { role: "secondary-manager", workspaces: [] });
  const member = await aMemberOf(ctx, structure, { workspaces: [] });
  const permit = await asks(ctx, member);
  ctx.queries();
  const outcome = await requestSubscription(ctx, permit, { ...asked, workspaces: ["SUIVI_FLUX", "ENGAGEMENTS"] });
  // Budget, begin, lock, right, what stands open, rows, managers, notes, commit.
  expect(ctx.queries()).toBeLessThanOrEqual(9);

  const rows = await ctx.db.select().from(subscriptions);
  expect(outcome).toEqual({
    kind: "requested",
    granted: [],
    waiting: rows.map(({ id, workspace }) => ({ subscriptionId: id, workspace })),
    queue: "managers",
  });
  for (const row of rows) expect(row).toMatchObject({ status: "pending", access: "read", comment: "Pour nos flux" });
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(
    [primary.account.contactEmail, secondary.account.contactEmail].sort(),
  );
  expect(mails[0]?.message).toEqual({ kind: "subscriptions-requested", subscriptionIds: rows.map(({ id }) => id) });
  const feed = await ctx.db.select().from(feedEvents);
  expect(feed.filter(({ kind }) => kind === "subscription-requested")).toHaveLength(2);
  expect(feed.filter(({ kind }) => kind === "subscription-requested-by")).toHaveLength(4);
  expect(feed.find(({ kind }) => kind === "subscription-requested-by")?.personName).toBe("Camille Martin");
  const targets = (await ctx.db.select().from(structureHistory)).map(({ kind, targetId }) => [kind, targetId]);
  expect(targets).toEqual(rows.map(({ id }) => ["subscription-requested", id]));
  expect(await ctx.db.$count(auditEvents, eq(auditEvents.kind, "subscription-requested"))).toBe(2);
});

test("R-705 · issued invoices and support requests need nobody: they are there at once, and nobody is written to", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  await aManagerOf(ctx, structure, { workspaces: [] });
  const permit = await asks(ctx, await aMemberOf(ctx, structure, { workspaces: [] }));
  const workspaces = ["FACTURES_EMISES", "SOLLICITATIONS_EMISES", "SUIVI_FLUX"] as const;
  expect(await requestSubscription(ctx, permit, { ...asked, workspaces: workspaces.slice(0, 2) })).toMatchObject({
    granted: [{ workspace: "FACTURES_EMISES" }, { workspace: "SOLLICITATIONS_EMISES" }],
    waiting: [],
    queue: null,
  });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.status, "active"))).toBe(2);
  // What is held already is left alone; the rest is asked for.
  expect(await requestSubscription(ctx, permit, { ...asked, workspaces })).toMatchObject({
    granted: [],
    waiting: [{ workspace: "SUIVI_FLUX" }],
  });
});

test("R-705 · a manager's own subscription needs nobody", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  await aManagerOf(ctx, structure, { workspaces: [] });
  const permit = await asks(ctx, await aManagerOf(ctx, structure, { role: "secondary-manager", workspaces: [] }));
  const outcome = await requestSubscription(ctx, permit, { ...asked, workspaces: ["ENGAGEMENTS"] });
  expect(outcome).toMatchObject({ granted: [{ workspace: "ENGAGEMENTS" }], waiting: [], queue: null });
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([{ kind: "subscription-approved" }]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "subscription-opened", facts: { workspaces: ["ENGAGEMENTS"] } },
  ]);
});

test("R-857 · with no manager, support is told", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const permit = await asks(ctx, await aMemberOf(ctx, structure));
  const outcome = await requestSubscription(ctx, permit, { ...asked, workspaces: ["SUIVI_FLUX"] });
  expect(outcome).toMatchObject({ queue: "administrators" });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient: ctx.env.SUPPORT_EMAIL }]);
});

test("R-704 · twenty requests at once are one row, one mail, one line of audit", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure, { workspaces: [] });
  const permit = await asks(ctx, member);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => requestSubscription(ctx, permit, { ...asked, workspaces: ["SUIVI_FLUX"] })),
  );
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(19).fill("already-held"), "requested"]);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.accountId, member.account.id))).toBe(1);
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([1, 1]);
});

test("R-704 · after a refusal one may ask again, by a new row; for another department as well", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const member = await aMemberOf(ctx, structure, { workspaces: [] });
  await aSubscriptionRequest(ctx, member, { status: "refused" });
  const permit = await asks(ctx, member);
  const workspaces = ["SUIVI_FLUX"] as const;
  expect(await requestSubscription(ctx, permit, { ...asked, workspaces })).toMatchObject({ kind: "requested" });
  const departmentId = await aDepartment(ctx, structure, { validFrom: "2025-01-01" });
  const again = { ...asked, workspaces, departmentId };
  expect(await requestSubscription(ctx, permit, again)).toMatchObject({ kind: "requested" });
  expect(await requestSubscription(ctx, permit, again)).toEqual({ kind: "already-held" });
  expect(await ctx.db.$count(subscriptions)).toBe(3);
});

test("R-703, R-801, R-810, SEC-62 · nothing closed, over, foreign or inactive can be asked for", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const member = await aMemberOf(ctx, structure, { workspaces: [] });
  const permit = await asks(ctx, member);
  const ask = (more: { workspaces?: ("SUIVI_FLUX" | "DUME")[]; departmentId?: string }) =>
    requestSubscription(ctx, permit, { ...asked, workspaces: ["SUIVI_FLUX"], ...more });

  expect(await ask({ workspaces: ["SUIVI_FLUX", "DUME"] })).toEqual({ kind: "workspace-closed" });
  const foreign = await aDepartment(ctx, await aStructure(ctx), { validFrom: "2025-01-01" });
  const over = await aDepartment(ctx, structure, { validFrom: "2025-01-01", validUntil: "2026-01-04" });
  const ahead = await aDepartment(ctx, structure, { validFrom: "2026-01-06" });
  for (const departmentId of [foreign, over, ahead])
    expect(await ask({ departmentId })).toEqual({ kind: "no-department" });
  await ctx.db.delete(openWorkspaces).where(eq(openWorkspaces.workspace, "SUIVI_FLUX"));
  expect(await ask({})).toEqual({ kind: "workspace-closed" });
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await ask({})).toEqual({ kind: "structure-inactive" });
  expect([await ctx.db.$count(subscriptions), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
});

test("SEC-67 · whoever was detached meanwhile asks for nothing", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const permit = await asks(ctx, await aMemberOf(ctx, structure));
  await ctx.db.update(attachments).set({ status: "ended" });
  const outcome = await requestSubscription(ctx, permit, { ...asked, workspaces: ["SUIVI_FLUX"] });
  expect(outcome).toEqual({ kind: "not-permitted" });
});

test("M-60 · fifty requests a day are enough for anybody; the next day there are fifty more", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened });
  const member = await aMemberOf(ctx, structure, { workspaces: [] });
  const permit = await asks(ctx, member);
  const ask = () => requestSubscription(ctx, permit, { ...asked, workspaces: ["SUIVI_FLUX"] });
  const kinds = (await Promise.all(Array.from({ length: 55 }, ask))).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "too-many-requests")).toHaveLength(5);
  expect(kinds.filter((kind) => kind === "requested")).toHaveLength(1);
  expect(await ask()).toEqual({ kind: "too-many-requests" });
  // Counted for each person by himself.
  const other = await asks(ctx, await aMemberOf(ctx, structure, { workspaces: [] }));
  expect((await requestSubscription(ctx, other, { ...asked, workspaces: ["SUIVI_FLUX"] })).kind).toBe("requested");
  ctx.moveTo(new Date(ctx.now().getTime() + 24 * 3600 * 1000 + 1000).toISOString());
  expect((await ask()).kind).toBe("already-held");
});
