import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure } from "@/lib/testing/people";
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
  expect(outcomes.filter(({ kind }) => kind === "requested")).toEqual([{ kind: "requested", queue: "managers" }]);
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
