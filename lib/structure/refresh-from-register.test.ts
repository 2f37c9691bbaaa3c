import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import type { SireneEstablishment } from "@/lib/platform/sirene-establishment";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { refreshFromRegister } from "./refresh-from-register";

async function aRegisteredStructure(details: Parameters<typeof aStructure>[1] = {}) {
  const ctx = await testContext();
  const structure = await aStructure(ctx, details);
  const { account } = await aManagerOf(ctx, structure);
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  const says = (establishment: Partial<SireneEstablishment>) =>
    ctx.sirene.answers.set(structure.identifier, {
      kind: "found",
      establishment: {
        siret: structure.identifier,
        denomination: "MENUISERIE LEFEVRE",
        addressLine1: "14 RUE DES LILAS",
        postcode: "35200",
        city: "RENNES",
        country: "FR",
        active: true,
        diffusible: true,
        naturalPerson: false,
        publicBody: false,
        ...establishment,
      },
    });
  const stored = async () => (await ctx.db.select().from(structures).where(eq(structures.id, structure.id)))[0];
  return { ctx, structure, permit, says, stored };
}

test("R-802 · what the register says now is taken over, asked outside of any transaction", async () => {
  const { ctx, permit, says, stored } = await aRegisteredStructure({ addressLine2: "Bâtiment B", label: "Atelier" });
  ctx.moveTo("2026-02-02T10:00:00Z");
  says({});
  const outcome = await refreshFromRegister(ctx, permit);
  expect(outcome).toMatchObject({ kind: "refreshed" });
  expect(await stored()).toMatchObject({
    legalName: "MENUISERIE LEFEVRE",
    label: "Atelier",
    addressLine1: "14 RUE DES LILAS",
    addressLine2: null,
    postcode: "35200",
    city: "RENNES",
    registryCheckedAt: ctx.now(),
    version: 2,
  });
  const [event] = await ctx.db.select().from(auditEvents);
  expect(event).toMatchObject({ kind: "structure-refreshed" });
  expect(JSON.stringify(event?.facts)).not.toContain("LILAS");
  expect(await personalValuesOf(ctx, "structure-refreshed")).toMatchObject([
    { changes: { addressLine2: { from: "Bâtiment B", to: null }, addressLine1: { to: "14 RUE DES LILAS" } } },
  ]);
});

test("R-802 · a register that says nothing new only dates the check", async () => {
  const { ctx, permit, says, stored, structure } = await aRegisteredStructure();
  says({ ...structure, denomination: structure.legalName, postcode: "35000", addressLine2: undefined });
  expect(await refreshFromRegister(ctx, permit)).toEqual({ kind: "refreshed", fields: [] });
  expect(await stored()).toMatchObject({ version: 1, registryCheckedAt: ctx.now() });
});

test("R-206 · what is masked is neither stored nor wiped, and the address is shown to attached people only", async () => {
  const { ctx, permit, says, stored, structure } = await aRegisteredStructure();
  says({ denomination: "", addressLine1: "", postcode: "", city: "RENNES", diffusible: false, naturalPerson: true });
  await refreshFromRegister(ctx, permit);
  expect(await stored()).toMatchObject({
    legalName: structure.legalName,
    addressLine1: structure.addressLine1,
    postcode: structure.postcode,
    city: "RENNES",
    addressDisclosed: false,
  });
});

test("R-207 · R-801 · closed, unknown and out of reach are told apart, and change nothing", async () => {
  const { ctx, permit, says, stored, structure } = await aRegisteredStructure();
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  expect(await refreshFromRegister(ctx, permit)).toEqual({ kind: "unavailable" });
  ctx.sirene.alwaysAnswers = null;
  says({ active: false, closedOn: "2025-12-31" });
  expect(await refreshFromRegister(ctx, permit)).toEqual({ kind: "closed", closedOn: "2025-12-31" });
  expect(await stored()).toMatchObject({ legalName: structure.legalName, version: 1, status: "active" });
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});

test.each([
  ["a SIRET that the register does not know", {}],
  ["another type of identifier", { identifierType: "TAHITI" as const, identifier: "F95709" }],
])("R-207 · for %s there is nothing to refresh", async (_what, details) => {
  const { ctx, permit } = await aRegisteredStructure(details);
  expect(await refreshFromRegister(ctx, permit)).toEqual({ kind: "unknown" });
});

test("R-208 · the eleventh check in a minute is refused", async () => {
  const { ctx, permit, says } = await aRegisteredStructure();
  says({});
  const outcomes = await Promise.all(Array.from({ length: 11 }, () => refreshFromRegister(ctx, permit)));
  expect(outcomes.filter(({ kind }) => kind === "too-many-checks")).toHaveLength(1);
});
