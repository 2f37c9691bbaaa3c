import { describe, expect, test } from "vitest";
import { addressInput, personInput, personTyped, purposesInput, searchInput, workspacesInput } from "./inputs";

const person = {
  email: " Anne.Martin@Exemple.FR ",
  emailAgain: "anne.martin@exemple.fr",
  familyName: "Martin",
  givenName: "Anne-Marie",
  phonePrefix: "+33",
  phone: "06 12 34 56 78",
  contactEmail: "contact@exemple.fr",
  terms: "on",
};
const address = { addressLine1: "12 rue des Lilas", postcode: "35000", city: "Rennes", country: "FR" };
type Parsed = { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } };
const said = ({ error }: Parsed) =>
  Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));

describe("R-308 · step 1", () => {
  test("a person who fills everything in is understood", () => {
    expect(personInput.parse(person)).toEqual({
      email: "anne.martin@exemple.fr",
      familyName: "Martin",
      givenName: "Anne-Marie",
      phone: "+33612345678",
      contactEmail: "contact@exemple.fr",
      survey: false,
    });
  });

  test("an empty contact address stands for the login address", () => {
    const { contactEmail, ...without } = person;
    expect(personInput.parse({ ...person, contactEmail: " " }).contactEmail).toBe("anne.martin@exemple.fr");
    expect(personInput.parse(without).contactEmail).toBe("anne.martin@exemple.fr");
  });

  test("an empty form is told everything that is missing at once", () => {
    expect(said(personInput.safeParse({}))).toEqual({
      email: "M-01",
      emailAgain: "M-01",
      familyName: "M-01",
      givenName: "M-01",
      terms: "M-04",
    });
  });

  test.each([
    ["M-02", { email: "anne@", contactEmail: "ailleurs" }, { email: "M-02", contactEmail: "M-02" }],
    ["M-03", { emailAgain: "anne.martin@exemple.com" }, { emailAgain: "M-03" }],
    ["M-03 with another mistake", { emailAgain: "a@b.fr", familyName: "" }, { emailAgain: "M-03", familyName: "M-01" }],
    ["M-04", { terms: undefined }, { terms: "M-04" }],
    ["M-05", { phone: "12" }, { phone: "M-05" }],
    ["M-06", { familyName: "a".repeat(81) }, { familyName: "M-06" }],
    ["SEC-32 a link in a name", { givenName: "www.exemple.fr" }, { givenName: "M-16-name" }],
    ["SEC-32 a line break in a name", { givenName: "Anne\r\nBcc" }, { givenName: "M-16-name" }],
  ])("%s", (_, wrong, sentences) => {
    expect(said(personInput.safeParse({ ...person, ...wrong }))).toEqual(sentences);
  });

  test("R-308 · the two addresses are compared without case", () => {
    expect(personInput.safeParse({ ...person, emailAgain: "ANNE.MARTIN@EXEMPLE.FR" }).success).toBe(true);
  });

  test("SEC-30 · a role, a state or a structure slipped into the form is refused", () => {
    for (const extra of ["role", "statut", "structureId", "__proto__x"]) {
      expect(personTyped.safeParse({ ...person, [extra]: "GESTIONNAIRE_PRINCIPAL" }).success).toBe(false);
    }
  });
});

describe("R-310 · where an organisation is", () => {
  test("complements and label may be left out", () => {
    expect(addressInput.parse(address)).toEqual({ ...address, label: null, addressLine2: null, addressLine3: null });
  });

  test.each([
    ["France wants a postcode", { postcode: "" }, { postcode: "M-01" }],
    ["of 5 digits", { postcode: "3500" }, { postcode: "M-16-postcode" }],
    ["told with other mistakes", { postcode: "", city: "" }, { postcode: "M-01", city: "M-01" }],
    ["255 characters of address", { addressLine1: "a".repeat(256) }, { addressLine1: "M-06" }],
    ["100 of town", { city: "a".repeat(101) }, { city: "M-06" }],
    ["99 of label", { label: "a".repeat(100) }, { label: "M-06" }],
    ["a country", { country: "" }, { country: "M-01" }],
    ["SEC-32 · invisible characters", { addressLine1: "12 rue\u202e des Lilas" }, { addressLine1: "M-16-text" }],
  ])("%s", (_, wrong, sentences) => {
    expect(said(addressInput.safeParse({ ...address, ...wrong }))).toEqual(sentences);
  });

  test("abroad the postcode is free, up to 10 characters", () => {
    expect(addressInput.parse({ ...address, country: "IE", postcode: "" }).postcode).toBeNull();
    expect(addressInput.parse({ ...address, country: "GB", postcode: "SW1A 1AA" }).postcode).toBe("SW1A 1AA");
    expect(said(addressInput.safeParse({ ...address, country: "GB", postcode: "12345678901" }))).toEqual({
      postcode: "M-06",
    });
  });
});

test("R-311 · an account is for something: M-20 when nothing is ticked", () => {
  expect(said(purposesInput.safeParse({}))).toEqual({ paymentRequests: "M-20" });
  expect(purposesInput.parse({ dume: "on" })).toEqual({ paymentRequests: false, dume: true });
});

test("R-309 · a search names one of the seven types", () => {
  expect(said(searchInput.safeParse({ identifierType: "", identifier: "1" }))).toEqual({ identifierType: "M-01" });
  expect(said(searchInput.safeParse({ identifierType: "", identifier: "" }))).toEqual({
    identifierType: "M-01",
    identifier: "M-01",
  });
  // Outside the Union the portal may propose one.
  const proposed = { identifierType: "HORS_UE", identifier: "", proposedCountry: "Suisse" };
  expect(Object.keys(said(searchInput.safeParse(proposed)))).toEqual(["proposedCountry"]);
  expect(said(searchInput.safeParse({ identifierType: "SIREN", identifier: "1" }))).toEqual({ identifierType: "M-01" });
});

describe("R-316 · justice costs", () => {
  const offered = ["FACTURES_EMISES", "MEMOIRES_FRAIS_JUSTICE"] as const;
  const on = { workspaces: ["MEMOIRES_FRAIS_JUSTICE"] };

  test("ask for a category, and without SIRET for a scheme", () => {
    expect(said(workspacesInput({ offered, scheme: false }).safeParse(on))).toEqual({ providerCategory: "M-01" });
    expect(said(workspacesInput({ offered, scheme: true }).safeParse(on))).toEqual({
      providerCategory: "M-01",
      employmentScheme: "M-01",
    });
  });

  test("a company with a SIRET has no scheme, whatever the form says", () => {
    const typed = { ...on, providerCategory: "expert", employmentScheme: "cosp" };
    expect(workspacesInput({ offered, scheme: false }).parse(typed).employmentScheme).toBeNull();
    expect(workspacesInput({ offered, scheme: true }).parse(typed).employmentScheme).toBe("cosp");
  });

  test("switched off, nothing is asked or kept", () => {
    const typed = { workspaces: "FACTURES_EMISES", providerCategory: "expert" };
    expect(workspacesInput({ offered, scheme: true }).parse(typed)).toEqual({
      workspaces: ["FACTURES_EMISES"],
      providerCategory: null,
      employmentScheme: null,
    });
  });

  test("SEC-30 · a workspace that is not offered is left out", () => {
    const typed = { workspaces: ["FACTURES_EMISES", "FACTURES_RECUES", "toString"] };
    expect(workspacesInput({ offered, scheme: false }).parse(typed).workspaces).toEqual(["FACTURES_EMISES"]);
  });
});
