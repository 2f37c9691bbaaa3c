import { expect, test } from "vitest";
import { bankDetailsInput, newDocumentInput } from "./inputs";

const typed = {
  structureId: "0f8fad5b-d9cb-469f-a165-70867728950e",
  version: "0",
  holder: " Menuiserie  Lefèvre ",
  iban: "fr76 3000 6000 0112 3456 7890 189",
  bic: "agri fr pp",
  password: "x",
};
const sentences = (change: Record<string, string | undefined>) =>
  Object.fromEntries(
    (bankDetailsInput.safeParse({ ...typed, ...change }).error?.issues ?? [])
      // The first sentence of a field is the one that is shown.
      .toReversed()
      .map(({ path, message }) => [path[0], message]),
  );

test("R-820 · bank details are brought to their canonical form", () => {
  expect(bankDetailsInput.parse(typed)).toMatchObject({
    holder: "Menuiserie Lefèvre",
    iban: "FR7630006000011234567890189",
    bic: "AGRIFRPP",
    version: 0,
  });
  expect(bankDetailsInput.parse({ ...typed, bic: "" }).bic).toBeNull();
});

test.each<[string, Record<string, string | undefined>, Record<string, string>]>([
  ["no holder", { holder: " " }, { holder: "M-01" }],
  ["no IBAN", { iban: "" }, { iban: "M-01" }],
  ["a wrong key (mod 97)", { iban: "FR7630006000011234567890188" }, { iban: "M-16-iban" }],
  ["a French IBAN of a German length", { iban: "FR89370400440532013000" }, { iban: "M-16-iban" }],
  ["a country without IBAN", { iban: "US7630006000011234567890189" }, { iban: "M-16-iban" }],
  ["a malformed BIC", { bic: "AGRI" }, { bic: "M-16-bic" }],
  ["a BIC of another country", { bic: "DEUTDEFF" }, { bic: "M-16-bic-country" }],
  ["an endless password", { password: "x".repeat(1025) }, { password: "M-40-current" }],
])("R-820 · %s is refused", (_what, change, expected) => {
  expect(sentences(change)).toEqual(expected);
});

test("SEC-45 · the password may be left out: whether it is needed, the session says", () => {
  expect(sentences({ password: "" })).toEqual({});
  expect(sentences({ password: undefined })).toEqual({});
});

test("R-820 · an account in Monaco may be kept by a French bank", () => {
  expect(sentences({ iban: "MC5811222000010123456789030", bic: "AGRIFRPP" })).toEqual({});
});

test("R-820 · a document has a type and a label of 100 characters at most", () => {
  expect(newDocumentInput.parse({ type: "other", label: " Statuts " })).toEqual({ type: "other", label: "Statuts" });
  expect(newDocumentInput.safeParse({ type: "RIB", label: "x" }).success).toBe(false);
  expect(newDocumentInput.safeParse({ type: "other", label: "é".repeat(101) }).success).toBe(false);
});

test("R-820, A11Y-05 · a password that was asked for and not typed is told along with the other mistakes", () => {
  expect(sentences({ holder: "", password: "" })).toEqual({ holder: "M-01", password: "M-01" });
  expect(sentences({ holder: "", password: undefined })).toEqual({ holder: "M-01" });
});
