import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPermitOf, aStructure } from "@/lib/testing/people";
import { findChosenMembers } from "./find-chosen-members";

test("SEC-61, SEC-64 · of what was ticked, the people of this structure by name, and nobody else's", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const named = (familyName: string) => anAccount(ctx, { familyName });
  const zoe = await aMemberOf(ctx, structure, { account: await named("Zola"), status: "suspended" });
  const emile = await aMemberOf(ctx, structure, { account: await named("Émond") });
  await aMemberOf(ctx, structure);
  const foreign = await aMemberOf(ctx, await aStructure(ctx));
  const permit = await aPermitOf(ctx, manager.account, { structure, right: "manage-members" });
  const ids = [zoe, emile, foreign, zoe].map(({ attachment }) => attachment.id);
  ctx.queries();
  const chosen = await findChosenMembers(ctx, permit, [...ids, ctx.id()]);
  expect(ctx.queries()).toBe(1);
  expect(chosen).toMatchObject([
    { attachmentId: emile.attachment.id, familyName: "Émond", role: "member", status: "approved" },
    { attachmentId: zoe.attachment.id, accountId: zoe.account.id, status: "suspended" },
  ]);
  expect(await findChosenMembers(ctx, permit, [])).toEqual([]);
});
