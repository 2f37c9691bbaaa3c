import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { structures } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { findHeldSeats, mustBeHandedOver } from "./find-held-seats";

test("R-503 · a person's main seats, with how many others could still act for each, by name, in one trip", async () => {
  const ctx = await testContext();
  const shared = await aStructure(ctx, { legalName: "Tonnellerie Kerguelen" });
  const alone = await aStructure(ctx, { legalName: "Étain du Léon" });
  const { account } = await aManagerOf(ctx, shared);
  await aManagerOf(ctx, alone, { account });
  await aMemberOf(ctx, shared);
  await aMemberOf(ctx, shared, { role: "secondary-manager" });
  ctx.queries();
  const seats = await findHeldSeats(ctx, { accountId: account.id });
  expect(ctx.queries()).toBe(1);
  expect(seats).toEqual([
    { structureId: alone.id, designation: "Étain du Léon", status: "active", colleagues: 0 },
    { structureId: shared.id, designation: "Tonnellerie Kerguelen", status: "active", colleagues: 2 },
  ]);
  expect(seats.map(mustBeHandedOver)).toEqual([false, true]);
});

test("R-503 · who is gone, suspended, or only asks does not count; where one is no primary manager is no seat", async () => {
  const ctx = await testContext();
  const led = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, led);
  await aMemberOf(ctx, led, { account: await anAccount(ctx, DEACTIVATED) });
  await aMemberOf(ctx, led, { status: "suspended" });
  await aMemberOf(ctx, led, { status: "ended", workspaces: [] });
  await aPendingRequest(ctx, led);
  const joined = await aStructure(ctx);
  await aManagerOf(ctx, joined);
  await aMemberOf(ctx, joined, { account, role: "secondary-manager" });
  const once = await aStructure(ctx);
  await aMemberOf(ctx, once, { account, role: "primary-manager", status: "ended", workspaces: [] });
  expect(await findHeldSeats(ctx, { accountId: account.id })).toMatchObject([{ structureId: led.id, colleagues: 0 }]);
});

test("R-503 · a label stands for the registered name; an inactive structure counts like any other", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  await aMemberOf(ctx, structure);
  await ctx.db
    .update(structures)
    .set({ label: "L'atelier", status: "inactive" })
    .where(eq(structures.id, structure.id));
  expect(await findHeldSeats(ctx, { accountId: account.id })).toEqual([
    { structureId: structure.id, designation: "L'atelier", status: "inactive", colleagues: 1 },
  ]);
});
