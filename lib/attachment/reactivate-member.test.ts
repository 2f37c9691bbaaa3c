import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, structureHistory } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aPermitOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { reactivateMember } from "./reactivate-member";
import { suspendMember } from "./suspend-member";

const right = "manage-members";

test("R-851, N-15 · suspended and reactivated again and again: each time he is told, and his uses are back", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const { account, attachment } = await aMemberOf(ctx, structure, { workspaces: ["FACTURES_EMISES"] });
  const permit = await aPermitOf(ctx, manager.account, { structure, right });
  for (const reactivateOn of ["2026-03-01", null]) {
    await suspendMember(ctx, permit, { attachmentId: attachment.id, reactivateOn });
    expect(await reactivateMember(ctx, permit, { attachmentId: attachment.id })).toEqual({ kind: "done" });
  }
  const [row] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachment.id));
  expect(row).toMatchObject({ status: "approved", reactivateOn: null });
  const { actor } = await aSessionOf(ctx, account);
  expect(actor.subscriptions).toMatchObject([{ workspace: "FACTURES_EMISES" }]);
  const kinds = (await ctx.db.select().from(structureHistory)).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual([
    "attachment-reactivated",
    "attachment-reactivated",
    "attachment-suspended",
    "attachment-suspended",
  ]);
  expect(await ctx.db.$count(feedEvents, eq(feedEvents.accountId, account.id))).toBe(4);
  expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.recipient, account.contactEmail))).toBe(4);
});

test.each(["pending", "approved", "ended"] as const)("R-851 · who is %s is not reactivated", async (status) => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { attachment } = await aMemberOf(ctx, structure, { status });
  const permit = await aPermitOf(ctx, account, { structure, right });
  expect(await reactivateMember(ctx, permit, { attachmentId: attachment.id })).toEqual({ kind: "wrong-state" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-61, SEC-64 · a foreign person is not found, an equal is out of reach", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const equal = await aManagerOf(ctx, structure, { role: "secondary-manager", status: "suspended" });
  const foreign = await aMemberOf(ctx, await aStructure(ctx), { status: "suspended" });
  const permit = await aPermitOf(ctx, account, { structure, right });
  const by = async (attachmentId: string) => (await reactivateMember(ctx, permit, { attachmentId })).kind;
  expect([await by(foreign.attachment.id), await by(equal.attachment.id)]).toEqual(["not-found", "not-permitted"]);
});

test("SEC-66 · twenty clicks at once reactivate once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { attachment } = await aMemberOf(ctx, structure, { status: "suspended" });
  const permit = await aPermitOf(ctx, account, { structure, right });
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => reactivateMember(ctx, permit, { attachmentId: attachment.id })),
  );
  expect(outcomes.filter(({ kind }) => kind === "done")).toHaveLength(1);
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
});
