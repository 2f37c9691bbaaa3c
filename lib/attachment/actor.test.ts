import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { asSubscriber, isAttached, isManager } from "./actor";

test("R-854 · only an approved attachment makes someone attached, or a manager", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const standing = async (account: Awaited<ReturnType<typeof anAccount>>) => {
    const { actor } = await aSessionOf(ctx, account);
    return [isAttached(actor), isManager(actor)];
  };
  expect(await standing(await anAccount(ctx))).toEqual([false, false]);
  expect(await standing((await aPendingRequest(ctx, structure)).account)).toEqual([false, false]);
  expect(await standing((await aMemberOf(ctx, structure)).account)).toEqual([true, false]);
  expect(await standing((await aManagerOf(ctx, structure)).account)).toEqual([true, true]);
  const secondary = { role: "secondary-manager" } as const;
  expect(await standing((await aManagerOf(ctx, structure, secondary)).account)).toEqual([true, true]);
  const suspended = await aManagerOf(ctx, structure, { ...secondary, status: "suspended" });
  expect(await standing(suspended.account)).toEqual([false, false]);
});

test("R-1202 · a workspace exists only for its subscribers", async () => {
  const ctx = await testContext();
  const { account } = await aMemberOf(ctx, await aStructure(ctx), { workspaces: ["SUIVI_FLUX"] });
  const { actor } = await aSessionOf(ctx, account);
  expect(asSubscriber(actor, "SUIVI_FLUX")).toMatchObject({ accountId: account.id, workspace: "SUIVI_FLUX" });
  expect(asSubscriber(actor, "FACTURES_EMISES")).toBeNull();
});
