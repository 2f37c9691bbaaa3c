import { expect, test } from "vitest";
import { unicodeForm } from "./unicode-form";

test("SEC-32 · what fits in a field is composed", () => {
  expect(unicodeForm("Cafe\u0301", "NFC")).toBe("Café");
  expect(unicodeForm("e\u0301".repeat(2500), "NFC")).toBe("é".repeat(2500));
});

test.each(["NFC", "NFD", "NFKC", "NFKD"] as const)("SEC-94 · what fits in no field is left as it is: %s", (form) => {
  const endless = `a${"\u0301".repeat(2500)}${"\u0316".repeat(2500)}`;
  expect(unicodeForm(endless, form)).toBe(endless);
});
