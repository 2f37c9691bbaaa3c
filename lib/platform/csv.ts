import { stringify } from "csv-stringify/sync";

/** One cell; null is an empty one. */
export type CsvCell = string | null;

/**
 * A table as a spreadsheet opens it: UTF-8 with BOM, `;`, CRLF, and no cell that would be taken for a formula
 * (SEC-91). Every cell stands in quotes: opened with the comma as separator, none falls apart into new ones.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return stringify([columns, ...rows].map((row) => row.map(inertCell)) satisfies string[][], {
    bom: true,
    delimiter: ";",
    record_delimiter: "windows",
    quoted: true,
    quoted_empty: true,
  });
}

/** C0 and C1 controls but for tab and line breaks: a spreadsheet drops some of them and then sees what stands behind. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** What starts a formula, plain or full-width, also behind white space that a spreadsheet trims or takes for another cell. */
const formula = /^(?:[\t\r\n]|[\s\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－−＠])/u;

/** The library's own `escape_formulas` looks at the first character alone, and before anything is removed. */
function inertCell(cell: CsvCell): string {
  const text = (cell ?? "").replaceAll(controls, "");
  return formula.test(text) ? `'${text}` : text;
}
