import { describe, expect, test } from "vitest";
import { parsePhone, phoneField } from "./phone";

describe("R-308 · a telephone number is kept in its international form", () => {
  test.each([
    ["06 12 34 56 78", "+33612345678"],
    ["612345678", "+33612345678"],
    ["06.12.34.56.78", "+33612345678"],
    ["06-12-34-56-78", "+33612345678"],
    ["+33612345678", "+33612345678"],
    ["+33 (0)6 12 34 56 78", "+33612345678"],
    ["+33 06 12 34 56 78", "+33612345678"],
    ["0033 6\u00a012 34 56 78", "+33612345678"],
    ["+1 (202) 555-0142", "+12025550142"],
    ["+32 2 555 12 12", "+3225551212"],
    ["+39 06 6982", "+39066982"],
    ["+225 07 00 00 00 00", "+2250700000000"],
    ["+352 26 20", "+3522620"],
    ["+687 1234", "+6871234"],
    ["+49 12345678901234", "+4912345678901234"],
  ])("%s is %s", (raw, canonical) => expect(parsePhone(raw)).toBe(canonical));

  test("it may be left out", () => {
    for (const raw of ["", "  ", undefined]) expect(phoneField.parse(raw)).toBeNull();
  });
});

describe("M-05 · what is not a number is refused", () => {
  test.each([
    "123",
    "+33 123",
    "123456789012345",
    "+33 123456789012345",
    "06 12 34 56 7x",
    "+",
    "+0 612345678",
    "++33612345678",
    "06;12345678",
    "٠٦١٢٣٤٥٦٧٨",
    "06\u200b12345678",
    "0612345678\0",
    "1".repeat(100_000),
  ])("%j", (raw) => expect(phoneField.safeParse(raw).error?.issues.map((issue) => issue.message)).toEqual(["M-05"]));

  test("a field that is sent twice", () => {
    expect(phoneField.safeParse(["0612345678", "0612345679"]).success).toBe(false);
  });
});
