import { expect, test } from "vitest";
import { foreignIdentifierFits, isNonEuIdentifier, proposeNonEuIdentifier } from "./non-eu-identifier";

test.each([
  ["US", "Apple Europe Inc.", "USAPPLEEUROPEINC"],
  ["GB", "Rolls-Royce Holdings plc", "GBROLLSROYCEHOLDIN"],
  ["WF", "Société wallisienne de travaux", "FRWFSOCIETEWALLISI"],
])("T-09 · R-131 · in %s, '%s' is proposed %s, which is accepted and fits", (country, name, identifier) => {
  expect(proposeNonEuIdentifier(country, name)).toBe(identifier);
  expect(isNonEuIdentifier(identifier)).toBe(true);
  expect(foreignIdentifierFits(identifier, name)).toBe(true);
});

test("R-131 · of a name, letters without their accents and figures count, and nothing else", () => {
  expect(proposeNonEuIdentifier("CA", "3M (Québec) & fils")).toBe("CA3MQUEBECFILS");
  expect(foreignIdentifierFits("CA3MQUEBECFILS", "3m quebec, FILS")).toBe(true);
});

test("R-130 · an identifier that is not how the company is called does not fit", () => {
  expect(foreignIdentifierFits("USAPPLEEUROPEINC", "Orange Inc.")).toBe(false);
  expect(foreignIdentifierFits("USAPPLE", "Apple Europe Inc.")).toBe(false);
  expect(foreignIdentifierFits("US", "株式会社")).toBe(false);
});

test.each([
  "DEABC",
  "FRABC",
  "12ABC",
  "GRABC",
  "FRWF",
  "WFABC",
  "GPABC",
  "XIABC",
  "US",
  "USABCDEFGHIJKLMNOPQ",
  "USÉTÉ",
  "",
])("T-10 · R-130 · R-132 · '%s' is no identifier of a company outside the Union", (identifier) => {
  expect(isNonEuIdentifier(identifier)).toBe(false);
});
