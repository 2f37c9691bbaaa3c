import { expect, test } from "vitest";
import type { Establishment } from "@/lib/directory/establishment";
import { composeOrganisation } from "./compose-organisation";
import type { Details } from "./describe-organisation";
import type { OrganisationCase } from "./organisation-case";
import { prefillDetails } from "./prefill-details";
import { organisationPart } from "./registration";

const establishment: Establishment = {
  siret: "44475036800060",
  denomination: "BOULANGERIE LEFEVRE",
  labelProposal: "AU BON PAIN",
  addressLine1: "12 RUE DES LILAS",
  postcode: "35000",
  city: "RENNES",
  country: "FR",
  active: true,
  diffusible: true,
  naturalPerson: false,
  publicBody: false,
};
const checkedAt = new Date("2026-01-05T08:00:00Z");
const siret = { identifierType: "SIRET", identifier: "44475036800060" } as const;
const registered = (more: Partial<Establishment> = {}): OrganisationCase => ({
  kind: "create-from-registry",
  ...siret,
  establishment: { ...establishment, ...more },
  checkedAt,
});
const details: Details = {
  legalName: "BOULANGERIE LEFEVRE",
  label: null,
  addressLine1: "12 rue des Lilas",
  addressLine2: null,
  addressLine3: null,
  postcode: "35000",
  city: "Rennes",
  country: "FR",
  purposes: { paymentRequests: true, dume: false },
};
const defaults = {
  workspaces: ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"] as const,
  providerCategory: null,
  employmentScheme: null,
};
const choice = { ...defaults, workspaces: [...defaults.workspaces] };
const compose = (found: OrganisationCase, said: Details | null = details) =>
  organisationPart.parse(composeOrganisation(found, said, choice));

test("R-320 · case A becomes a structure to create, with the register's word on it", () => {
  expect(compose(registered())).toMatchObject({
    kind: "create",
    ...siret,
    legalName: "BOULANGERIE LEFEVRE",
    addressDisclosed: true,
    publicBody: false,
    registryCheckedAt: "2026-01-05T08:00:00.000Z",
    workspaces: ["FACTURES_EMISES", "SOLLICITATIONS_EMISES"],
  });
});

test("R-320 · a public body stays marked as one, and R-206 · a masked address stays undisclosed", () => {
  expect(compose(registered({ publicBody: true, diffusible: false }))).toMatchObject({
    publicBody: true,
    addressDisclosed: false,
    workspaces: ["FACTURES_EMISES", "FACTURES_RECUES", "SOLLICITATIONS_EMISES"],
  });
});

test("R-207 · what was typed by hand is to be rechecked, and a private person's address is not disclosed", () => {
  const typed = { kind: "create-typed", because: "other-type" } as const;
  expect(compose({ ...typed, identifierType: "TAHITI", identifier: "F95709" })).toMatchObject({
    registryCheckedAt: null,
    addressDisclosed: true,
  });
  expect(compose({ ...typed, identifierType: "PARTICULIER", identifier: "2701201456" })).toMatchObject({
    addressDisclosed: false,
  });
});

test("R-315 · with DUME alone step 3 is skipped and support is on", () => {
  const said = { ...details, purposes: { paymentRequests: false, dume: true } };
  expect(compose(registered(), said)).toMatchObject({ workspaces: ["SOLLICITATIONS_EMISES", "DUME"] });
});

test("R-309 · cases B and D create nothing, whatever was typed", () => {
  const join = { kind: "join", structureId: "s", legalName: null, label: null, address: null, ...siret } as const;
  expect(compose(join, null)).toEqual({ kind: "join", ...siret });
  const taken = { identifierType: "RIDET", identifier: "0123456789" } as const;
  expect(compose({ kind: "unattached", legalName: "Nickel SA", ...taken })).toEqual({ kind: "none", ...taken });
});

test("R-310 · R-311 · the register's answer is proposed, payment requests are ticked, DUME is not", () => {
  const prefilled = prefillDetails(registered(), { familyName: "Martin" as never, givenName: "Anne" as never });
  expect(prefilled).toMatchObject({
    label: "AU BON PAIN",
    addressLine1: "12 RUE DES LILAS",
    country: "FR",
    paymentRequests: "on",
  });
  expect(prefilled.dume).toBeUndefined();
  expect(prefilled.legalName).toBeUndefined();
});

test.each([
  ["TAHITI", "F95709", "PF"],
  ["RIDET", "0123456789", "NC"],
  ["UE_HORS_FRANCE", "EL094259216", "GR"],
  ["UE_HORS_FRANCE", "BE0428759497", "BE"],
  ["HORS_UE", "USAPPLEEUROPEINC", "US"],
  ["HORS_UE", "FRWFSOCIETEWALLISI", "WF"],
  ["EN_COURS_IMMATRICULATION", "ABC123", "FR"],
] as const)("R-310 · R-140 · R-141 · the country of %s %s is proposed: %s", (identifierType, identifier, country) => {
  const found = { kind: "create-typed", identifierType, identifier, because: "other-type" } as const;
  expect(prefillDetails(found, { familyName: "Martin" as never, givenName: "Anne" as never }).country).toBe(country);
});

test("R-310 · a private person finds the names of step 1", () => {
  const found = {
    kind: "create-typed",
    identifierType: "PARTICULIER",
    identifier: "2701201456",
    because: "other-type",
  } as const;
  expect(prefillDetails(found, { familyName: "Martin" as never, givenName: "Anne" as never })).toMatchObject({
    familyName: "Martin",
    givenName: "Anne",
    country: "FR",
  });
});
