import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { toCsv } from "./csv";

/** As another program reads it: nothing is forgiven. */
function readStrictly(csv: string): string[][] {
  return parse(csv, { bom: true, delimiter: ";", record_delimiter: "\r\n", relax_quotes: false, info: false });
}

test("R-832 · a spreadsheet opens the file: byte order mark, semicolons, headers, line ends of Windows", () => {
  const csv = toCsv(["Nom", "Rôle"], [["Martin", "Utilisateur simple"]]);
  expect(csv).toBe('\ufeff"Nom";"Rôle"\r\n"Martin";"Utilisateur simple"\r\n');
});

test("R-832 · a table without rows keeps its headers, and an empty cell stays empty", () => {
  expect(readStrictly(toCsv(["Nom", "Rôle"], []))).toEqual([["Nom", "Rôle"]]);
  expect(readStrictly(toCsv(["Nom", "Rôle"], [[null, ""]]))).toEqual([
    ["Nom", "Rôle"],
    ["", ""],
  ]);
});

const harmless: [what: string, typed: string][] = [
  ["a name", "Éloïse Núñez-Öberg"],
  ["quotes", 'Société "Les Lilas"'],
  ["a quote at each end", '"a"'],
  ["semicolons", "a;b;c"],
  ["commas", "a,b"],
  ["a line break", "ligne 1\nligne 2"],
  ["a Windows line break", "ligne 1\r\nligne 2"],
  ["a lone carriage return", "ligne 1\rligne 2"],
  ["a tab inside", "a\tb"],
  ["an operator inside", "1+1=2 @midi"],
  ["markup", "<script>alert(1)</script>"],
  ["an attribute", '" onmouseover="alert(1)'],
  ["a template", "{{7*7}}<%= 7*7 %>"],
  ["an address that runs", "javascript:alert(1)"],
  ["text written from right to left", "\u202eabc"],
  ["another alphabet", "Ω漢字العربية"],
  ["an emoji of several parts", "👩‍👩‍👧"],
  ["a quote that would end the cell", '";"=1+1'],
  ["an apostrophe first", "'=1"],
  ["a very long line", "a".repeat(40_000)],
];

test.each(harmless)("SEC-90, SEC-91 · %s comes back as it was", (_what, typed) => {
  expect(readStrictly(toCsv(["h"], [[typed], ["suite"]]))).toEqual([["h"], [typed], ["suite"]]);
});

const formulas = [
  "=1+1",
  "+33612345678",
  "-2+3",
  "@SUM(A1:A9)",
  '=HYPERLINK("http://evil.example";"ici")',
  "=cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "\tx",
  "\rx",
  " =1+1",
  "\u00a0=1+1",
  "\ufeff=1+1",
  "\u200b=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "−1",
  "＠A1",
];

test.each(formulas)("SEC-91 · %j is text to a spreadsheet", (typed) => {
  const [, [cell] = []] = readStrictly(toCsv(["h"], [[typed]]));
  expect(cell).toBe(`'${typed}`);
});

test.each(["\u0000=1+1", "\u0001\u0002@A1", "\u009f-1", "\u007f+1"])(
  "SEC-91 · %j is text to a spreadsheet, and its controls are gone",
  (typed) => {
    const [, [cell] = []] = readStrictly(toCsv(["h"], [[typed]]));
    expect(cell).toMatch(/^'[=@+-]/);
  },
);

test("SEC-91 · NUL and other controls are removed wherever they stand", () => {
  expect(readStrictly(toCsv(["h"], [["a\u0000b\u001bc\u0085d\u000be"]]))).toEqual([["h"], ["abcde"]]);
});

test("SEC-91 · headers are made harmless as cells are", () => {
  expect(readStrictly(toCsv(["=1+1"], []))).toEqual([["'=1+1"]]);
});

test("SEC-91 · opened with the comma as separator, no cell begins a formula either", () => {
  const csv = toCsv(["h"], [["a,=1+1"], ['b",=1+1']]);
  const cells: string[][] = parse(csv, { bom: true, delimiter: ",", relax_column_count: true });
  expect(cells.flat().filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
});
