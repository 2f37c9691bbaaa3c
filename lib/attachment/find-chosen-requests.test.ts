import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, subscriptions } from "@/drizzle/schema/attachment";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { findChosenRequests } from "./find-chosen-requests";

test("R-907 SEC-64 · ticked requests: foreign ones are left out, stale and doubtful ones are marked, in one statement", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { legalName: "Zinguerie" });
  const { account } = await aManagerOf(ctx, structure);
  const again = await anAccount(ctx, { givenName: "Inès", familyName: "Moreau" });
  const stale = await aPendingRequest(ctx, structure, { account: again });
  await ctx.db.update(attachments).set({ status: "cancelled" }).where(eq(attachments.id, stale.attachment.id));
  ctx.moveTo("2026-01-06T09:00:00Z");
  const second = await aPendingRequest(ctx, structure, { account: again });
  ctx.moveTo("2026-01-07T09:00:00Z");
  const namesake = await aPendingRequest(ctx, structure, {
    account: await anAccount(ctx, { givenName: "INES", familyName: "Moreau" }),
  });
  const foreign = await aPendingRequest(ctx, await aStructure(ctx));
  const ids = [foreign, namesake, second, stale].map(({ attachment }) => attachment.id);

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const chosen = await findChosenRequests(ctx, actor, { of: "attachments", ids, limit: 100 });
  expect(ctx.queries()).toBe(1);
  const common = { legalName: "Zinguerie", departments: [], workspace: null };
  expect(chosen).toEqual([
    {
      ...common,
      id: stale.attachment.id,
      requester: "Inès Moreau",
      isPending: false,
      hasNamesake: true,
      hasEarlier: true,
    },
    {
      ...common,
      id: second.attachment.id,
      requester: "Inès Moreau",
      isPending: true,
      hasNamesake: true,
      hasEarlier: true,
    },
    {
      ...common,
      id: namesake.attachment.id,
      requester: "INES Moreau",
      isPending: true,
      hasNamesake: true,
      hasEarlier: false,
    },
  ]);
  expect(await findChosenRequests(ctx, actor, { of: "attachments", ids: [], limit: 100 })).toEqual([]);
});

test("R-901 · all requests of a search: those that were there when they were shown, and no later ones", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const shown = await aPendingRequest(ctx, structure);
  await aPendingRequest(ctx, structure, { account: await anAccount(ctx, { familyName: "Zola" }) });
  const until = ctx.now();
  ctx.moveTo("2026-01-06T09:00:00Z");
  await aPendingRequest(ctx, structure);

  const { actor } = await aSessionOf(ctx, account);
  const find = (query: string, limit = 100) =>
    findChosenRequests(ctx, actor, { of: "attachments", query, until, limit });
  expect((await find("martin")).map(({ id }) => id)).toEqual([shown.attachment.id]);
  expect(await find("")).toHaveLength(2);
  expect(await find("", 1)).toHaveLength(1);
  const member = await aSessionOf(ctx, (await aMemberOf(ctx, structure)).account);
  expect(await findChosenRequests(ctx, member.actor, { of: "attachments", query: "", until, limit: 100 })).toEqual([]);
});

test("R-902 · chosen requests for workspaces name the workspace", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const id = ctx.id();
  await ctx.db.insert(subscriptions).values({
    id,
    accountId: member.account.id,
    structureId: structure.id,
    workspace: "SUIVI_FLUX",
    access: "read",
    status: "pending",
    requestedAt: ctx.now(),
  });
  const { actor } = await aSessionOf(ctx, account);
  expect(await findChosenRequests(ctx, actor, { of: "subscriptions", ids: [id], limit: 100 })).toMatchObject([
    { id, workspace: "SUIVI_FLUX", departments: [], isPending: true, hasEarlier: false },
  ]);
});
