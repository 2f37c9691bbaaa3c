import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { checkOrganisation, type OrganisationSearch } from "./check-organisation";
import { searchInput } from "./inputs";

function aSearch(typed: Record<string, string>, origin = "192.0.2.7"): OrganisationSearch {
  return { ...searchInput.parse({ identifier: "", ...typed }), origin };
}

test("T-04 · T-11 · what was typed is brought to its canonical form before anything is looked up", async () => {
  const ctx = await testContext();
  expect(
    await checkOrganisation(ctx, aSearch({ identifierType: "SIRET", identifier: "130 025 265 00013" })),
  ).toMatchObject({
    kind: "create-from-registry",
    identifier: "13002526500013",
  });
  expect(await checkOrganisation(ctx, aSearch({ identifierType: "RIDET", identifier: "123456789" }))).toMatchObject({
    kind: "create-typed",
    identifier: "0123456789",
  });
});

test("M-10 · a wrong identifier is refused before the portal or the register is asked, and costs no try", async () => {
  const ctx = await testContext();
  for (let turn = 0; turn < 12; turn++) {
    const wrong = aSearch({ identifierType: "SIRET", identifier: "73282932000079" });
    expect(await checkOrganisation(ctx, wrong)).toEqual({ kind: "refused", message: "M-10" });
  }
  expect(ctx.sirene.asked).toEqual([]);
  expect(await checkOrganisation(ctx, aSearch({ identifierType: "SIRET" }))).toEqual({
    kind: "refused",
    message: "M-01",
  });
});

test.each([
  ["US", "Apple Europe Inc.", "USAPPLEEUROPEINC"],
  ["GB", "Rolls-Royce Holdings plc", "GBROLLSROYCEHOLDIN"],
  ["WF", "Société wallisienne de travaux", "FRWFSOCIETEWALLISI"],
])("T-09 · outside the Union, %s and %s propose %s", async (proposedCountry, proposedName, identifier) => {
  const ctx = await testContext();
  const search = aSearch({ identifierType: "HORS_UE", proposedCountry, proposedName });
  expect(await checkOrganisation(ctx, search)).toMatchObject({ kind: "create-typed", identifier });
});

test("R-130 · what was typed goes before what is proposed", async () => {
  const ctx = await testContext();
  const typed = { identifierType: "HORS_UE", identifier: "usacme", proposedCountry: "GB", proposedName: "Other" };
  expect(await checkOrganisation(ctx, aSearch(typed))).toMatchObject({ identifier: "USACME" });
});

test("R-208 · the eleventh check of a minute waits, each origin for itself", async () => {
  const ctx = await testContext();
  const search = aSearch({ identifierType: "TAHITI", identifier: "F95709" });
  const kinds: string[] = [];
  for (let turn = 0; turn < 11; turn++) kinds.push((await checkOrganisation(ctx, search)).kind);
  expect(kinds).toEqual([...Array.from({ length: 10 }, () => "create-typed"), "too-many-checks"]);
  expect((await checkOrganisation(ctx, { ...search, origin: "192.0.2.8" })).kind).toBe("create-typed");
  ctx.moveTo("2026-01-05T09:01:01Z");
  expect((await checkOrganisation(ctx, search)).kind).toBe("create-typed");
});
