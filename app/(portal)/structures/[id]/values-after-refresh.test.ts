import { expect, test } from "vitest";
import { valuesAfterRefresh } from "./values-after-refresh";

const typed = { version: "3", label: "Atelier de Brest", addressLine1: "12 rue des Lilas", city: "Brest" };
const sheet = {
  version: 4,
  legalName: "ATELIER",
  addressLine1: "1 quai Malbert",
  addressLine2: null,
  postcode: "29200",
  city: "Rennes",
  country: "FR",
};

test("R-802 · what was typed outlives the register's answer, which writes no more than what it has changed", () => {
  expect(valuesAfterRefresh(typed, { sheet, fields: ["addressLine1", "addressLine2", "addressDisclosed"] })).toEqual({
    version: "4",
    label: "Atelier de Brest",
    addressLine1: "1 quai Malbert",
    addressLine2: "",
    city: "Brest",
  });
});

test("R-802 · a register that says nothing new leaves everything as it was typed", () => {
  expect(valuesAfterRefresh(typed, { sheet: { ...sheet, version: 3 }, fields: [] })).toEqual(typed);
});

test("R-840 · what somebody else saved meanwhile is still to be compared", () => {
  const answer = valuesAfterRefresh(typed, { sheet: { ...sheet, version: 5 }, fields: ["addressLine1"] });
  expect(answer.version).toBe("3");
});
