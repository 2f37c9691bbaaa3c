import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aStructure } from "@/lib/testing/people";
import { findAuthor } from "./find-author";

test("N-15 · a manager is told by his role in that very structure", async () => {
  const ctx = await testContext();
  const [structure, another] = [await aStructure(ctx), await aStructure(ctx)];
  const { account } = await aManagerOf(ctx, structure);
  await aMemberOf(ctx, another, { account });
  const of = (structureId: string) => findAuthor(ctx, { deciderId: account.id, structureId });
  expect(await of(structure.id)).toEqual({
    role: "primary-manager",
    names: { givenName: account.givenName, familyName: account.familyName },
  });
  expect(await of(another.id)).toEqual({ role: "manager", names: null });
});

test("N-15 · support, the portal, and who has gone are told by no name", async () => {
  const ctx = await testContext();
  const { id: structureId } = await aStructure(ctx);
  const { id: support } = await anAccount(ctx, { isAdministrator: true });
  expect(await findAuthor(ctx, { deciderId: support, structureId })).toEqual({ role: "support", names: null });
  expect(await findAuthor(ctx, { deciderId: null, structureId })).toEqual({ role: "portal", names: null });
  expect(await findAuthor(ctx, { deciderId: ctx.id(), structureId })).toEqual({ role: "manager", names: null });
});
