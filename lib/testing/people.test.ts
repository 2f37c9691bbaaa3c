import { expect, test } from "vitest";
import { testContext } from "./context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure, PASSWORD } from "./people";

test("a made-up manager, member and requester hold what their words say", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["ENGAGEMENTS", "FACTURES_EMISES"] });
  const manager = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const member = await aSessionOf(ctx, (await aMemberOf(ctx, structure)).account);
  const requester = await aSessionOf(ctx, (await aPendingRequest(ctx, structure)).account);

  expect(manager.actor.attachments).toMatchObject([{ role: "primary-manager", status: "approved" }]);
  expect(manager.actor.subscriptions.map(({ workspace }) => workspace).sort()).toEqual([
    "ENGAGEMENTS",
    "FACTURES_EMISES",
  ]);
  expect(member.actor.subscriptions.map(({ workspace }) => workspace)).toEqual(["FACTURES_EMISES"]);
  expect(requester.actor.attachments).toMatchObject([{ status: "pending" }]);
  expect(requester.actor.subscriptions).toEqual([]);
});

test("a made-up account knows the common password", async () => {
  const ctx = await testContext();
  const { passwordHash } = await anAccount(ctx);
  expect(await ctx.passwords.verify(passwordHash, PASSWORD)).toEqual({ kind: "right" });
});
