import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { changeLoginEmailInput, changePasswordInput, changeSecretQuestionInput, profileInput } from "./profile-inputs";

const details = {
  version: "abc",
  contactEmail: " Accueil@Example.org ",
  password: "",
  familyName: "  O’Neill ",
  givenName: "Anne-Marie",
  phonePrefix: "+33",
  phone: "06 12 34 56 78",
  addressLine1: "12 rue des Lilas",
  addressLine2: "",
  addressLine3: "",
  postcode: "35000",
  city: "Rennes",
  country: "FR",
  dailyDigest: "on",
  language: "fr",
};

function sentences(schema: z.ZodType, typed: Record<string, unknown>): Record<string, string> {
  const issues = schema.safeParse(typed).error?.issues ?? [];
  // The first sentence of a field is the one that is shown.
  return Object.fromEntries(issues.toReversed().map(({ path, message }) => [String(path[0]), message]));
}

describe("R-601 · one's own details", () => {
  test("R-601 · are brought to their canonical form", () => {
    expect(profileInput.parse(details)).toEqual({
      version: "abc",
      contactEmail: "accueil@example.org",
      password: "",
      familyName: "O’Neill",
      givenName: "Anne-Marie",
      phone: "+33612345678",
      addressLine1: "12 rue des Lilas",
      addressLine2: null,
      addressLine3: null,
      postcode: "35000",
      city: "Rennes",
      country: "FR",
      dailyDigest: true,
      weeklySummary: false,
      survey: false,
      language: "fr",
    });
  });

  test("R-601 · the telephone and the whole address may be left out", () => {
    const bare = { ...details, phone: "", addressLine1: "", postcode: "", city: "", country: "" };
    expect(profileInput.parse(bare)).toMatchObject({ phone: null, addressLine1: null, postcode: null, country: null });
  });

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ["no contact address", { contactEmail: "" }, { contactEmail: "M-01" }],
    ["no address at all", { contactEmail: "nobody" }, { contactEmail: "M-02" }],
    ["two addresses in one (SEC-21)", { contactEmail: "a@example.org, b@example.org" }, { contactEmail: "M-02" }],
    [
      "a header in an address (SEC-21)",
      { contactEmail: "a@example.org\r\nBcc: b@example.org" },
      { contactEmail: "M-02" },
    ],
    ["no name", { familyName: " " }, { familyName: "M-01" }],
    ["a link as a name (SEC-32)", { givenName: "www.example.org" }, { givenName: "M-16-name" }],
    ["a name that turns the line around (SEC-32)", { familyName: "Du\u202erand" }, { familyName: "M-16-name" }],
    ["an invisible character in the address (SEC-32)", { city: "Ren\u200bnes" }, { city: "M-16-text" }],
    ["a French postcode of four digits", { postcode: "3500" }, { postcode: "M-16-postcode" }],
    ["letters as a telephone", { phone: "call me" }, { phone: "M-05" }],
    ["a language nobody writes in", { language: "de" }, { language: "M-01" }],
    ["a country that is no code", { country: "France" }, { country: "M-16" }],
    ["a box that holds something else", { survey: "yes" }, { survey: "M-16" }],
    ["an endless password", { password: "x".repeat(1025) }, { password: "M-40-current" }],
  ])("R-601 · %s is refused", (_what, change, expected) => {
    expect(sentences(profileInput, { ...details, ...change })).toEqual(expected);
  });

  test("R-310 · abroad a postcode is free", () => {
    expect(sentences(profileInput, { ...details, country: "BE", postcode: "1000" })).toEqual({});
  });

  test("SEC-04, SEC-30 · nothing that is not asked for gets in", () => {
    for (const field of ["email", "status", "isAdministrator", "accountId", "language_"]) {
      expect(profileInput.safeParse({ ...details, [field]: "x" }).success).toBe(false);
    }
  });
});

test("SEC-51 · a change of password always carries the old one", () => {
  const typed = { password: "old", newPassword: "new", confirmation: "new" };
  expect(sentences(changePasswordInput, typed)).toEqual({});
  expect(sentences(changePasswordInput, { ...typed, password: "" })).toEqual({ password: "M-01" });
  const { password: _, ...without } = typed;
  expect(sentences(changePasswordInput, without)).toEqual({ password: "M-01" });
  expect(sentences(changePasswordInput, { ...typed, password: ["a", "b"] })).toEqual({ password: "M-01" });
});

test("R-415 · a secret question of the list, an answer and the password", () => {
  const typed = { secretQuestion: "firstJob", secretAnswer: "Saint-Malo", password: "x" };
  expect(sentences(changeSecretQuestionInput, typed)).toEqual({});
  expect(sentences(changeSecretQuestionInput, { ...typed, secretQuestion: "my own" })).toEqual({
    secretQuestion: "M-01",
  });
  expect(sentences(changeSecretQuestionInput, { ...typed, password: undefined })).toEqual({ password: "M-01" });
});

test("R-604, M-03 · a new login address is typed twice; case and spaces around do not count", () => {
  const typed = { email: "New@Example.org", emailAgain: " new@example.org", password: "x" };
  expect(changeLoginEmailInput.parse(typed).email).toBe("new@example.org");
  expect(sentences(changeLoginEmailInput, { ...typed, emailAgain: "other@example.org" })).toEqual({
    emailAgain: "M-03",
  });
  expect(sentences(changeLoginEmailInput, { ...typed, email: "new" })).toEqual({ email: "M-02" });
  expect(sentences(changeLoginEmailInput, { ...typed, emailAgain: "other@example.org", password: "" })).toEqual({
    emailAgain: "M-03",
    password: "M-01",
  });
});
