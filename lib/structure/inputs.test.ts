import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  departmentInput,
  newDepartmentInput,
  newIdentifierInput,
  sheetFormInput,
  sheetInput,
  sheetValuesOf,
} from "./inputs";

const structureId = randomUUID();
const sheet = {
  structureId,
  version: "3",
  legalName: "Menuiserie Lefèvre",
  addressLine1: "12 rue des Lilas",
  postcode: "35000",
  city: "Rennes",
  country: "FR",
};

describe("the sheet", () => {
  test("R-802 · R-803 · what was typed becomes the values of the sheet, boxes and telephone included", () => {
    const typed = { ...sheet, vatNumber: "fr 23 334 175 221", email: " Accueil@Example.org ", phonePrefix: "33" };
    const values = sheetValuesOf(sheetInput.parse({ ...typed, phone: "01 23 45 67 89", issuesEdi: "on" }));
    expect(values).toMatchObject({
      legalName: "Menuiserie Lefèvre",
      label: null,
      email: "accueil@example.org",
      vatNumber: "FR23334175221",
      phone: "+33123456789",
      issuesEdi: true,
      connectionRequested: false,
    });
    expect(values).not.toHaveProperty("version");
    expect(sheetValuesOf(sheetInput.parse({ ...sheet, legalName: undefined }))).not.toHaveProperty("legalName");
  });

  test("R-802 · SEC-04 · to ask the register nothing else need be right; to save, everything must be, and known", () => {
    const wrong = { ...sheet, vatNumber: "x", label: "x".repeat(100) };
    expect(sheetFormInput.parse({ ...wrong, act: "refresh" })).toEqual({ structureId, act: "refresh" });
    expect(sheetFormInput.safeParse({ ...wrong, act: "save" }).success).toBe(false);
    for (const act of ["save", undefined]) expect(sheetFormInput.safeParse({ ...sheet, act }).success).toBe(true);
    expect(sheetFormInput.safeParse({ ...sheet, act: "erase" }).success).toBe(false);
    expect(sheetFormInput.safeParse({ ...sheet, act: "save", sector: "public" }).success).toBe(false);
    expect(sheetValuesOf(sheetInput.parse({ ...sheet, act: "save" }))).not.toHaveProperty("act");
  });

  test.each([
    ["label", "x".repeat(100), "M-06"],
    ["email", "nobody", "M-02"],
    ["tradeRegisterNumber", "x".repeat(51), "M-06"],
    ["vatNumber", "FR24334175221", "M-16-vat"],
    ["vatNumber", "DE123456789", "M-16-vat"],
    ["vatNumber", "12345", "M-16-vat"],
    ["addressLine1", " ", "M-01"],
    ["postcode", "3500", "M-16-postcode"],
    ["postcode", "", "M-01"],
    ["country", "", "M-01"],
    ["phone", "12", "M-05"],
    ["legalName", "", "M-01"],
    ["version", "x", "M-16"],
    ["city", "Ren\u200bnes", "M-16-text"],
  ])("R-802 · R-803 · R-310 · %s %j is refused", (field, value, message) => {
    const { error } = sheetInput.safeParse({ ...sheet, [field]: value });
    expect(error?.issues).toMatchObject([{ path: [field], message }]);
  });

  test.each(["GB980780684", "CHE123456788TVA", "ATU13585627", "GR094259216"])(
    "R-802 · the VAT number %s of another country is taken",
    (vatNumber) => {
      expect(sheetInput.parse({ ...sheet, vatNumber }).vatNumber).toBe(vatNumber.replace("GR", "EL"));
    },
  );

  test.each(["departmentCodeRequired", "commitmentNumberRequired"])(
    "R-804 · one or the other cannot be asked together with %s, and it is said along with the other mistakes",
    (other) => {
      const both = { ...sheet, commitmentOrDepartmentRequired: "on", [other]: "on", city: "" };
      const { error } = sheetInput.safeParse(both);
      expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
        ["city", "M-01"],
        ["commitmentOrDepartmentRequired", "M-16-exclusive"],
      ]);
    },
  );

  test("SEC-04 · a field nobody asked for is refused", () => {
    expect(sheetInput.safeParse({ ...sheet, sector: "public" }).success).toBe(false);
  });
});

describe("a department", () => {
  const department = { structureId, code: "ACHATS-01", name: "Achats", validFrom: "2026-01-05" };

  test("R-810 · code, name and start are enough", () => {
    expect(newDepartmentInput.parse(department)).toMatchObject({
      code: "ACHATS-01",
      validUntil: null,
      description: null,
      country: null,
      commitmentNumberRequired: false,
    });
  });

  test.each([
    ["code", "", "M-01"],
    ["code", "ACHATS 01", "M-16-code"],
    ["code", "é", "M-16-code"],
    ["code", "x".repeat(101), "M-16-code"],
    ["name", "x".repeat(101), "M-06"],
    ["description", "x".repeat(256), "M-06"],
    ["validFrom", "", "M-01"],
    ["validFrom", "2026-02-30", "M-16-date"],
    ["validFrom", "5/1/2026", "M-16-date"],
    ["validUntil", "demain", "M-16-date"],
    ["validUntil", "2026-01-05", "M-16-end"],
    ["validUntil", "2025-12-31", "M-16-end"],
  ])("R-810 · %s %j is refused", (field, value, message) => {
    const { error } = newDepartmentInput.safeParse({ ...department, [field]: value });
    expect(error?.issues).toMatchObject([{ path: [field], message }]);
  });

  test("R-810 · a day may be written the French way", () => {
    expect(newDepartmentInput.parse({ ...department, validUntil: "31/12/2026" }).validUntil).toBe("2026-12-31");
  });

  test("R-810 · a French postcode has five digits, but need not be there", () => {
    const French = { ...department, country: "FR" };
    expect(newDepartmentInput.safeParse(French).success).toBe(true);
    expect(newDepartmentInput.safeParse({ ...French, postcode: "750" }).error?.issues).toMatchObject([
      { path: ["postcode"], message: "M-16-postcode" },
    ]);
  });

  test("R-810 · the code of a department that exists cannot even be sent", () => {
    const { code: _code, ...rest } = department;
    const edit = { ...rest, departmentId: randomUUID(), version: "1" };
    expect(departmentInput.safeParse(edit).success).toBe(true);
    expect(departmentInput.safeParse({ ...edit, code: "AUTRE" }).success).toBe(false);
  });
});

test("R-170 · a new identifier says its type", () => {
  expect(
    newIdentifierInput.safeParse({ structureId, identifierType: "", identifier: "x" }).error?.issues,
  ).toMatchObject([{ path: ["identifierType"], message: "M-01" }]);
});
