import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, attachments, feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { departments, structures } from "@/drizzle/schema/structure";
import { type Context, inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { requestAttachment } from "./request-attachment";

test("R-853 · twenty requests of one person at once are one, and the manager is told once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { id: accountId } = await anAccount(ctx);
  const request = { accountId, fullName: "Inès Moreau", structureId: structure.id };
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => inTransaction(ctx, (tx) => requestAttachment(tx, request))),
  );
  expect(outcomes.filter(({ kind }) => kind === "requested")).toMatchObject([{ kind: "requested", queue: "managers" }]);
  expect(await ctx.db.$count(attachments, eq(attachments.accountId, accountId))).toBe(1);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient: manager.account.contactEmail }]);
  // One line for each side.
  expect(await ctx.db.$count(feedEvents)).toBe(2);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test.each(["pending", "approved", "suspended"] as const)(
  "R-852 · whoever is %s already makes no second request, and nobody is bothered",
  async (status) => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aMemberOf(ctx, structure, { status });
    const request = { accountId: account.id, fullName: "Inès Moreau", structureId: structure.id };
    expect(await requestAttachment(ctx, request)).toEqual({ kind: "already-attached" });
    expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
  },
);

test("R-851 · after a refusal one may ask again: a new row, and the old one stays", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aPendingRequest(ctx, structure, { status: "refused" });
  const request = { accountId: account.id, fullName: "Inès Moreau", structureId: structure.id };
  expect(await requestAttachment(ctx, request)).toMatchObject({ kind: "requested" });
  const rows = await ctx.db.select({ status: attachments.status }).from(attachments);
  expect(rows.map(({ status }) => status).sort()).toEqual(["pending", "refused"]);
});

test("N-12 · two managers who share one contact address get one mail", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const contactEmail = "accueil@example.org";
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, { contactEmail }) });
  await aManagerOf(ctx, structure, { role: "secondary-manager", account: await anAccount(ctx, { contactEmail }) });
  const { id: accountId } = await anAccount(ctx);
  await requestAttachment(ctx, { accountId, fullName: "Inès Moreau", structureId: structure.id });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient: contactEmail }]);
  expect(await ctx.db.$count(feedEvents)).toBe(3);
});

test("R-853 · the request carries its comment and its departments, and starts its history", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { id: accountId } = await anAccount(ctx);
  const sales = await aDepartment(ctx, structure, { code: "VENTES" });
  const outcome = await requestAttachment(ctx, {
    accountId,
    fullName: "Inès Moreau",
    structureId: structure.id,
    departmentIds: [sales, sales],
    comment: "J'arrive lundi.",
  });
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.accountId, accountId));
  expect(outcome).toEqual({ kind: "requested", queue: "managers", attachmentId: row?.id });
  expect(row).toMatchObject({ comment: "J'arrive lundi.", role: "member", reminders: 0 });
  expect(await ctx.db.select().from(attachmentDepartments)).toMatchObject([{ departmentId: sales, status: "pending" }]);
  expect(await ctx.db.select().from(structureHistory)).toMatchObject([
    { kind: "attachment-requested", actorId: accountId, subjectId: accountId, targetId: row?.id },
  ]);
});

test.each([
  ["another structure's", "foreign", {}],
  ["a closed", "own", { validUntil: "2026-01-04" }],
  ["a future", "own", { validFrom: "2026-01-06" }],
  ["an absent", "absent", {}],
] as const)("R-853 · %s department cannot be asked for", async (_which, whose, dates) => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { id: accountId } = await anAccount(ctx);
  const owner = whose === "foreign" ? await aStructure(ctx) : structure;
  const departmentId = whose === "absent" ? ctx.id() : await aDepartment(ctx, owner, dates);
  const request = { accountId, fullName: "Inès Moreau", structureId: structure.id, departmentIds: [departmentId] };
  expect(await requestAttachment(ctx, request)).toEqual({ kind: "unknown-department" });
  expect(await ctx.db.$count(attachments)).toBe(0);
});

test("M-26 · nobody asks for an inactive structure, nor for one that does not exist", async () => {
  const ctx = await testContext();
  const { id: accountId } = await anAccount(ctx);
  const { id: structureId } = await aStructure(ctx, { status: "inactive" });
  const request = { accountId, fullName: "Inès Moreau", structureId };
  expect(await requestAttachment(ctx, request)).toEqual({ kind: "structure-inactive" });
  expect(await requestAttachment(ctx, { ...request, structureId: ctx.id() })).toEqual({ kind: "structure-inactive" });
});

test("R-857 · R-320 · without a manager, as at a public body's first request, support is told", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { sector: "public" });
  await aManagerOf(ctx, structure, { role: "secondary-manager", status: "suspended" });
  const { id: accountId } = await anAccount(ctx);
  const outcome = await requestAttachment(ctx, { accountId, fullName: "Inès Moreau", structureId: structure.id });
  expect(outcome).toMatchObject({ kind: "requested", queue: "administrators" });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient: ctx.env.SUPPORT_EMAIL }]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([{ facts: { queue: "administrators" } }]);
});

async function aDepartment(
  ctx: Context,
  structure: Structure,
  details: Partial<typeof departments.$inferInsert>,
): Promise<string> {
  const id = ctx.id();
  const row = { id, structureId: structure.id, code: "COMPTA", name: "Comptabilité", validFrom: "2020-01-01" };
  await ctx.db.insert(departments).values({ ...row, ...details });
  return id;
}

test("R-857 · a request that waits while the last manager leaves reaches support", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { id: accountId } = await anAccount(ctx);
  const requested = await inTransaction(ctx, async (leaving) => {
    await leaving.db.update(structures).set({ city: "RENNES" }).where(eq(structures.id, structure.id));
    const request = { accountId, fullName: "Inès Moreau", structureId: structure.id };
    const waiting = inTransaction(ctx, (tx) => requestAttachment(tx, request));
    await untilOneWaits(ctx);
    await leaving.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, manager.account.id));
    return { waiting };
  });
  expect(await requested.waiting).toMatchObject({ kind: "requested", queue: "administrators" });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient: ctx.env.SUPPORT_EMAIL }]);
});
