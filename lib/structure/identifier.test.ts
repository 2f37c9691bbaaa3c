import { expect, test } from "vitest";
import { identifierType } from "@/drizzle/schema/structure";
import { processorTime } from "@/lib/testing/processor-time";
import {
  displayIdentifier,
  type IdentifierType,
  identifierTypes,
  maskedIdentifier,
  parseIdentifier,
} from "./identifier";

function read(type: IdentifierType, typed: string): string {
  const outcome = parseIdentifier(type, typed);
  return outcome.kind === "parsed" ? outcome.identifier : outcome.message;
}

test("R-102 · the list offers every type the database knows, in its order", () => {
  expect(identifierTypes).toEqual(identifierType.enumValues);
});

test.each(["130 025 265 00013", "130\u00a0025\u00a0265\u202f00013", " 130.025.265-00013 ", "130/025/265‑00013"])(
  "T-04 · R-103 · a SIRET typed as '%s' is understood",
  (typed) => {
    expect(read("SIRET", typed)).toBe("13002526500013");
  },
);

test("R-103 · an identifier may be typed in small letters", () => {
  expect(read("UE_HORS_FRANCE", "el 094-259-216")).toBe("EL094259216");
  expect(read("TAHITI", "f95709")).toBe("F95709");
});

test.each(identifierTypes)("M-01 · R-103 · %s: nothing but spaces is a missing field", (type) => {
  expect(read(type, " - ")).toBe("M-01");
});

test.each(["73282932000079", "00000000000000", "1234567890123"])(
  "T-02 · the SIRET %s is answered with M-10",
  (typed) => {
    expect(read("SIRET", typed)).toBe("M-10");
  },
);

test.each([
  ["GR094259216", "EL094259216"],
  ["FR23334175221", "M-14"],
  ["GB980780684", "M-19"],
])("T-08 · the VAT number %s gives %s", (typed, outcome) => {
  expect(read("UE_HORS_FRANCE", typed)).toBe(outcome);
});

test.each([
  ["us apple-europe inc.", "USAPPLEEUROPEINC"],
  ["DEABC", "M-15"],
  ["FRABC", "M-15"],
  ["12ABC", "M-15"],
])("T-10 · outside the Union, %s gives %s", (typed, outcome) => {
  expect(read("HORS_UE", typed)).toBe(outcome);
});

test.each([
  ["0123456789", "0123456789"],
  ["123456789", "0123456789"],
  ["12345678", "M-16"],
  ["01234567890", "M-16"],
])("T-11 · R-141 · the RIDET %s gives %s", (typed, outcome) => {
  expect(read("RIDET", typed)).toBe(outcome);
});

test.each([
  ["F95709", "F95709"],
  ["F95709001", "F95709001"],
  ["123456001", "123456001"],
  ["F9570", "M-16"],
])("T-12 · R-140 · the TAHITI number %s gives %s", (typed, outcome) => {
  expect(read("TAHITI", typed)).toBe(outcome);
});

test.each([
  ["2701201456", "2701201456"],
  ["185072A004", "185072A004"],
  ["1850797411", "1850797411"],
  ["1850798735", "1850798735"],
  ["1850799100", "1850799100"],
  ["1991399100", "M-16"],
  ["3701201456", "M-16"],
  ["2701301456", "M-16"],
  ["2700001456", "M-16"],
  ["2701297901", "M-16"],
])("T-13 · R-150 · the individual %s gives %s", (typed, outcome) => {
  expect(read("PARTICULIER", typed)).toBe(outcome);
});

test("R-104 · a provisional identifier has 18 characters at most", () => {
  expect(read("EN_COURS_IMMATRICULATION", "ABCDEFGHI012345678")).toBe("ABCDEFGHI012345678");
  expect(read("EN_COURS_IMMATRICULATION", "ABCDEFGHI0123456789")).toBe("M-16");
});

test("R-103 · a SIRET is shown in groups that no line end separates, any other identifier as it is", () => {
  expect(displayIdentifier("SIRET", "13002526500013")).toBe("130\u00a0025\u00a0265\u00a000013");
  expect(displayIdentifier("RIDET", "0123456789")).toBe("0123456789");
});

test("R-152 · a list tells nothing of an individual but the first figure", () => {
  expect(maskedIdentifier("PARTICULIER", "2701201456")).toBe("2*********");
  expect(maskedIdentifier("TAHITI", "F95709")).toBe("F95709");
});

test.each(identifierTypes)("SEC-94 · %s: 100 kB of anything are judged at once", (type) => {
  for (const piece of ["1", "A", "- ./", "-1", "1A", "FRWF", "2A", "é"]) {
    const typed = `${piece.repeat(100_000 / piece.length)}!`;
    const spent = processorTime();
    parseIdentifier(type, typed);
    expect(spent()).toBeLessThan(50);
  }
});
