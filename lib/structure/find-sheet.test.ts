import { expect, test } from "vitest";
import { formerIdentifiers } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { recordEvent } from "@/lib/audit/record-event";
import { findEstablishment } from "@/lib/directory/find-establishment";
import { parseSiret } from "@/lib/directory/siret";
import type { Context } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { type Account, aManagerOf, aMemberOf, aSessionOf, aStructure, type Structure } from "@/lib/testing/people";
import { findSheet } from "./find-sheet";
import type { Permit } from "./permit";

async function permitOf(ctx: Context, account: Account, structure: Structure): Promise<Permit<"view-sheet">> {
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "view-sheet");
  if (!permit) throw new Error("may not see the sheet");
  return permit;
}

test("R-802 · the sheet is read in one statement, with who saved it last", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, {
    label: "Atelier",
    tradeRegisterNumber: "Rennes B 812",
    addressDisclosed: true,
  });
  const { account } = await aManagerOf(ctx, structure);
  const permit = await permitOf(ctx, account, structure);
  ctx.queries();
  const sheet = await findSheet(ctx, permit);
  expect(ctx.queries()).toBe(1);
  expect(sheet).toMatchObject({
    id: structure.id,
    legalName: structure.legalName,
    label: "Atelier",
    tradeRegisterNumber: "Rennes B 812",
    namedByRegister: true,
    managerVacantSince: null,
    lastSave: null,
    version: 1,
  });
  const facts = { fields: ["label"] };
  await recordEvent(ctx, { kind: "structure-updated", actorId: account.id, targetId: structure.id, facts });
  expect((await findSheet(ctx, permit))?.lastSave).toEqual({ at: ctx.now(), by: "Camille Martin" });
});

test("SEC-63 · R-152 · an individual's identifier is whole for the managers and masked for the others", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { identifierType: "PARTICULIER", identifier: "2701201456" });
  const manager = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const seen = await findSheet(ctx, await permitOf(ctx, manager.account, structure));
  expect(seen?.shownIdentifier).toBe("2701201456");
  const masked = await findSheet(ctx, await permitOf(ctx, member.account, structure));
  expect(masked?.shownIdentifier).toBe("2*********");
  expect(JSON.stringify(masked)).not.toContain("2701201456");
});

test("R-170 · managers see what the structure was known by before", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const member = await aMemberOf(ctx, structure);
  const former = { structureId: structure.id, identifierType: "PARTICULIER", replacedAt: ctx.now() } as const;
  await ctx.db.insert(formerIdentifiers).values({ ...former, id: ctx.id(), identifier: "2701201456" });
  expect((await findSheet(ctx, await permitOf(ctx, manager.account, structure)))?.formerIdentifiers).toEqual([
    { shownIdentifier: "2701201456", replacedAt: ctx.now() },
  ]);
  expect((await findSheet(ctx, await permitOf(ctx, member.account, structure)))?.formerIdentifiers).toEqual([]);
});

test("R-802 · R-206 · the name is the register's, unless it was masked there or typed by hand", async () => {
  const ctx = await testContext();
  const namedOf = async (details: Parameters<typeof aStructure>[1]) => {
    const structure = await aStructure(ctx, details);
    const { account } = await aManagerOf(ctx, structure);
    return (await findSheet(ctx, await permitOf(ctx, account, structure)))?.namedByRegister;
  };
  expect(await namedOf({})).toBe(true);
  expect(await namedOf({ registryCheckedAt: null })).toBe(false);
  expect(await namedOf({ addressDisclosed: false })).toBe(false);
  expect(await namedOf({ identifierType: "TAHITI", identifier: "F95709" })).toBe(false);
  // The sample masks the name of this one, and the address of nobody who has a name.
  const masked = parseSiret("99999980800010");
  if (!masked) throw new Error("no SIRET");
  await findEstablishment(ctx, masked);
  expect(await namedOf({ identifier: masked, addressDisclosed: true })).toBe(false);
});
