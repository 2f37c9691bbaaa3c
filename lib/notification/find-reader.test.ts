import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aStructure } from "@/lib/testing/people";
import { findReader } from "./find-reader";

test("R-853 · a manager reads at his contact address, under his name", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure, {
    account: await anAccount(ctx, { contactEmail: "atelier@example.org", givenName: "Nadia", familyName: "Roy" }),
  });
  const reader = { kind: "manager", names: { givenName: "Nadia", familyName: "Roy" } };
  expect(await findReader(ctx, { structureId: structure.id, recipient: account.contactEmail })).toEqual(reader);
  expect(await findReader(ctx, { structureId: structure.id, recipient: account.email })).toBeNull();
});

test("R-1101 · two managers who share an address are nobody in particular", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const contactEmail = "atelier@example.org";
  await aManagerOf(ctx, structure, { account: await anAccount(ctx, { contactEmail }) });
  const secondary = { account: await anAccount(ctx, { contactEmail }), role: "secondary-manager" } as const;
  await aMemberOf(ctx, structure, secondary);
  const reader = await findReader(ctx, { structureId: structure.id, recipient: contactEmail });
  expect(reader).toEqual({ kind: "manager", names: null });
});

test("R-857 · support reads where nobody manages the structure, and only there", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const asked = { structureId: structure.id, recipient: ctx.env.SUPPORT_EMAIL };
  expect(await findReader(ctx, asked)).toEqual({ kind: "support" });
  await aManagerOf(ctx, structure);
  expect(await findReader(ctx, asked)).toBeNull();
});

test("SEC-97 · a member is not written to as a manager", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { account } = await aMemberOf(ctx, structure);
  expect(await findReader(ctx, { structureId: structure.id, recipient: account.contactEmail })).toBeNull();
});
