import { describe, expect, test } from "vitest";
import { joinPhone, phoneNumberField, phonePrefixField, splitPhone } from "./phone";

const phone = (prefix: string | undefined, number: string | undefined) =>
  joinPhone(phonePrefixField.parse(prefix), phoneNumberField.parse(number));

describe("R-308 · a telephone number is kept in its international form", () => {
  test.each([
    ["+33", "06 12 34 56 78", "+33612345678"],
    ["+33", "612345678", "+33612345678"],
    ["+33", "06.12.34.56.78", "+33612345678"],
    ["+33", "(0)6 12 34 56 78", "+33612345678"],
    ["33", "06-12-34-56-78", "+33612345678"],
    ["0033", "06\u00a012 34 56 78", "+33612345678"],
    ["", "0612345678", "+33612345678"],
    ["+", "0612345678", "+33612345678"],
    [undefined, "0612345678", "+33612345678"],
    ["+ 1", "(202) 555-0142", "+12025550142"],
    ["+39", "06 6982", "+39066982"],
    ["+225", "07 00 00 00 00", "+2250700000000"],
    ["+687", "1234", "+6871234"],
    ["+49", "12345678901234", "+4912345678901234"],
  ])("%s and %s make %s", (prefix, number, canonical) => expect(phone(prefix, number)).toBe(canonical));

  test("it may be left out", () => {
    for (const number of ["", "  ", undefined]) expect(phone("+33", number)).toBeNull();
  });
});

describe("M-05 · what is not a number is refused", () => {
  const said = (field: typeof phoneNumberField | typeof phonePrefixField, raw: unknown) =>
    field.safeParse(raw).error?.issues.map((issue) => issue.message);

  test.each([
    "123",
    "123456789012345",
    "06 12 34 56 7x",
    "+33612345678",
    "06;12345678",
    "٠٦١٢٣٤٥٦٧٨",
    "06\u200b12345678",
    "0612345678\0",
    "1".repeat(100_000),
    " ".repeat(200),
  ])("the number %j", (raw) => expect(said(phoneNumberField, raw)).toEqual(["M-05"]));

  test.each(["0", "+0", "+1234", "fr", "+33;", "٣٣", "3".repeat(200)])("the prefix %j", (raw) =>
    expect(said(phonePrefixField, raw)).toEqual(["M-05"]),
  );

  test("a field that is sent twice", () => {
    expect(said(phoneNumberField, ["0612345678", "0612345679"])).toEqual(["M-05"]);
  });
});

test.each([
  ["+33612345678", "+33", "612345678"],
  ["+15145551234", "+1", "5145551234"],
  ["+79161234567", "+7", "9161234567"],
  ["+3225555555", "+32", "25555555"],
  ["+390612345678", "+39", "0612345678"],
  ["+68940123456", "+689", "40123456"],
  ["+35226123456", "+352", "26123456"],
  ["+201001234567", "+20", "1001234567"],
])("R-803 · %s is shown again as %s and %s", (phone, prefix, number) => {
  expect(splitPhone(phone)).toEqual({ prefix, number });
});
