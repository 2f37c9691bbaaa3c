import { expect, test } from "vitest";
import { isOtherMemberState, parseOwnVatNumber, parseVatNumber } from "./vat-number";

const examples = [
  "ATU13585627",
  "BE0428759497",
  "BG175074752",
  "CY10259033P",
  "CZ25123891",
  "DE136695976",
  "DK13585628",
  "EE100594102",
  "EL094259216",
  "ESB64717838",
  "FI20774740",
  "HR33392005961",
  "HU12892312",
  "IE6433435F",
  "IT00743110157",
  "LT119511515",
  "LU15027442",
  "LV40003521600",
  "MT11679112",
  "NL004495445B01",
  "PL8567346215",
  "PT501964843",
  "RO18547290",
  "SE123456789701",
  "SI50223054",
  "SK2022749619",
];

test("T-07 · every other member state has its example", () => {
  expect(new Set(examples.map((number) => number.slice(0, 2))).size).toBe(26);
});

test.each(examples)("T-07 · %s is accepted", (number) => {
  expect(parseVatNumber(number)).toEqual({ kind: "valid", number });
});

test.each(examples.map((number) => [mutated(number), number]))(
  "T-07 · %s, one digit away from %s, is refused",
  (number) => {
    expect(parseVatNumber(number)).toEqual({ kind: "refused", message: "M-14" });
  },
);

test.each([
  ["GR094259216", "EL094259216"],
  ["BE428759497", "BE0428759497"],
])("T-08 · R-120 · R-121 · %s is rewritten %s", (typed, number) => {
  expect(parseVatNumber(typed)).toEqual({ kind: "valid", number });
});

test.each([
  ["FR23334175221", "M-14"],
  ["GB980780684", "M-19"],
  ["XI980780684", "M-19"],
  ["US123456789", "M-19"],
  ["094259216", "M-14"],
  ["EL", "M-14"],
  ["", "M-14"],
] as const)("T-08 · '%s' is answered with %s", (typed, message) => {
  expect(parseVatNumber(typed)).toEqual({ kind: "refused", message });
});

test.each([
  ["BE0217435200", "two key digits of zero"],
  ["BG8635867764", "ten digits have no key"],
  ["BG834127471", "9 digits, weighed twice"],
  ["CZ787540806", "9 digits have no key"],
  ["CZ9801625318", "10 digits have no key"],
  ["ESO7558470F", "a company's letter"],
  ["ESB6471783H", "a letter where this company has a digit"],
  ["IEB", "no number at all", "M-14"],
  ["IT36220245611", "a province that is not in the list"],
  ["LV28684556560", "a person's number has no key"],
  ["SI66707421", "a key of 11", "M-14"],
  ["SK6247518310", "any multiple of 11"],
  ["CZ91234560", "8 digits starting with 9", "M-14"],
  ["CY12259033P", "starting with 12", "M-14"],
  ["NL004495445B00", "no suffix", "M-14"],
  ["IE8Z49289F", "the old form"],
] as const)("R-121 · the table decides on %s: %s", (number, _why, message?: string) => {
  expect(parseVatNumber(number)).toEqual(message ? { kind: "refused", message } : { kind: "valid", number });
});

test.each([
  ["FR23334175221", "FR23334175221"],
  ["FR24334175221", null],
  ["FR2333417522", null],
  ["GR094259216", "EL094259216"],
  ["ATU13585628", null],
  ["GB980780684", "GB980780684"],
  ["12345678901", null],
])("R-802 · on its own sheet a structure gives %s: %s", (typed, number) => {
  expect(parseOwnVatNumber(typed)).toBe(number);
});

test("R-120 · Greece is a member state by its ISO code; France is not another one, nor the United Kingdom one", () => {
  expect(["GR", "DE", "FR", "EL", "GB", "US"].filter(isOtherMemberState)).toEqual(["GR", "DE"]);
});

/** The 4th character of the national part raised by 1, 9 becoming 0. */
function mutated(number: string): string {
  return number.slice(0, 5) + ((Number(number[5]) + 1) % 10) + number.slice(6);
}
