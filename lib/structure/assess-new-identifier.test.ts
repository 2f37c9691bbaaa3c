import { describe, expect, test } from "vitest";
import type { SireneAnswer } from "@/lib/platform/sirene";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPermitOf, aStructure } from "@/lib/testing/people";
import { siretNumber } from "@/lib/testing/siret-number";
import { assessNewIdentifier, type WantedIdentifier } from "./assess-new-identifier";

const newSiret = siretNumber(9_000_001);

async function aManagedStructure(details: Parameters<typeof aStructure>[1] = {}) {
  const ctx = await testContext();
  const structure = await aStructure(ctx, details);
  const { account } = await aManagerOf(ctx, structure);
  const permit = await aPermitOf(ctx, account, { structure, right: "change-identifier" });
  return {
    ctx,
    structure,
    assess: (wanted: Partial<WantedIdentifier>) => assessNewIdentifier(ctx, permit, { ...siret, ...wanted }),
  };
}

const siret: WantedIdentifier = { identifierType: "SIRET", identifier: newSiret, legalName: null };

const found = (more: object): SireneAnswer => ({
  kind: "found",
  establishment: {
    siret: newSiret,
    denomination: "SCIERIE LEFEVRE",
    ...{ addressLine1: "1 RUE", postcode: "35000", city: "RENNES", country: "FR" },
    ...{ active: true, diffusible: true, naturalPerson: false, publicBody: false },
    ...more,
  },
});

test("R-170 · an active SIRET fits any structure, and brings its name along", async () => {
  const { ctx, structure, assess } = await aManagedStructure({
    identifierType: "EN_COURS_IMMATRICULATION",
    identifier: "DOSSIER42",
    registryCheckedAt: null,
  });
  ctx.sirene.answers.set(newSiret, found({}));
  expect(await assess({ identifier: `${newSiret.slice(0, 9)} ${newSiret.slice(9)}` })).toEqual({
    kind: "fits",
    from: { identifierType: "EN_COURS_IMMATRICULATION", identifier: "DOSSIER42", legalName: structure.legalName },
    to: {
      identifierType: "SIRET",
      identifier: newSiret,
      legalName: "SCIERIE LEFEVRE",
      addressDisclosed: true,
      registryCheckedAt: ctx.now(),
    },
  });
});

test("R-206 · a masked name leaves the one that was typed", async () => {
  const { ctx, structure, assess } = await aManagedStructure();
  ctx.sirene.answers.set(newSiret, found({ denomination: "", diffusible: false, naturalPerson: true }));
  expect(await assess({})).toMatchObject({ to: { legalName: structure.legalName, addressDisclosed: false } });
});

test("R-320 · a public body is never taken by changing an identifier", async () => {
  const { ctx, assess } = await aManagedStructure();
  ctx.sirene.answers.set(newSiret, found({ publicBody: true }));
  expect(await assess({})).toEqual({ kind: "public-body" });
});

test.each([
  [
    found({ active: false, closedOn: "2025-12-31" }),
    { message: "M-12-change", values: { known: "yes", date: "31/12/2025" } },
  ],
  [found({ active: false }), { message: "M-12-change", values: { known: "no", date: "" } }],
  [{ kind: "not-found", authoritative: true } as const, { message: "M-11" }],
  [{ kind: "unavailable" } as const, { kind: "register-unavailable" }],
])("R-170 · R-207 · what the register says decides: %#", async (answer, expected) => {
  const { ctx, assess } = await aManagedStructure();
  ctx.sirene.answers.set(newSiret, answer);
  expect(await assess({})).toMatchObject(expected);
});

test("R-207 · what a sample does not know may be taken, unverified", async () => {
  const { assess } = await aManagedStructure();
  expect(await assess({})).toMatchObject({ kind: "fits", to: { registryCheckedAt: null } });
});

describe("R-170 · what is refused", () => {
  test.each([
    ["another type that is no SIRET", { identifierType: "TAHITI", identifier: "F95709" }, "identifierType", "M-16"],
    ["a wrong key", { identifier: "73282932000079" }, "identifier", "M-10"],
    ["nothing", { identifier: " " }, "identifier", "M-01"],
  ] as const)("%s", async (_what, wanted, field, message) => {
    const { assess } = await aManagedStructure();
    expect(await assess(wanted)).toMatchObject({ kind: "refused", field, message });
  });

  test("its own identifier", async () => {
    const { structure, assess } = await aManagedStructure();
    expect(await assess({ identifier: structure.identifier })).toMatchObject({ message: "M-16-same" });
  });

  test("R-152 · another one's, and nobody is named", async () => {
    const { ctx, assess } = await aManagedStructure();
    const other = await aStructure(ctx, { legalName: "Secret SARL" });
    const outcome = await assess({ identifier: other.identifier });
    expect(outcome).toEqual({ kind: "refused", field: "identifier", message: "M-16-taken" });
  });

  test("anything, for an inactive structure", async () => {
    const { assess } = await aManagedStructure({ status: "inactive" });
    expect(await assess({})).toEqual({ kind: "structure-inactive" });
  });
});

test("R-130 · R-170 · outside the Union the new identifier goes with the new name", async () => {
  const { assess } = await aManagedStructure({
    identifierType: "HORS_UE",
    identifier: "USAPPLEEUROPEINC",
    legalName: "Apple Europe Inc.",
  });
  const banana = { identifierType: "HORS_UE", identifier: "USBANANAINC" } as const;
  expect(await assess(banana)).toMatchObject({ kind: "refused", field: "legalName", message: "M-15" });
  expect(await assess({ ...banana, legalName: "Banana Inc." })).toMatchObject({ to: { legalName: "Banana Inc." } });
});
