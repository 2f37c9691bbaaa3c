import type { Sheet } from "@/lib/structure/find-sheet";
import type { FormState } from "@/lib/web/form-state";

/** The fields of the form that the register may write. */
const registerFields = ["legalName", "addressLine1", "addressLine2", "postcode", "city", "country"] as const;

/** What the sheet's form holds once the register was asked: what was typed, but for what the register has changed. */
export function valuesAfterRefresh(
  typed: FormState["values"],
  { sheet, fields }: { sheet: Pick<Sheet, "version" | (typeof registerFields)[number]>; fields: readonly string[] },
): FormState["values"] {
  const written = registerFields.filter((name) => fields.includes(name)).map((name) => [name, sheet[name] ?? ""]);
  // The one version between is the register's own: what was typed is not stale.
  const isOwn = fields.length > 0 && typed.version === String(sheet.version - 1);
  return { ...typed, ...Object.fromEntries(written), ...(isOwn && { version: String(sheet.version) }) };
}
