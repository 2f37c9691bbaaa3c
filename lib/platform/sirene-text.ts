import { hasUnprintable, tidyLine } from "./plain-text";

const MASKED = /^\[(?:ND|NON-DIFFUSIBLE)\]$/;

/** Values of the register on one line; empty when absent, masked by partial disclosure or not readable. */
export function registerText(...parts: (string | null | undefined)[]): string {
  return parts
    .map((part) => tidyLine(part ?? ""))
    .filter((part) => part !== "" && !MASKED.test(part) && !hasUnprintable(part))
    .join(" ");
}

/** A day of the register, `yyyy-mm-dd`; undefined when it tells none. */
export function registerDay(text: string | null | undefined): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.exec(text ?? "")?.[0];
}

/** Whether everything is disclosed: `P`, or the old `N`, says that a part is not. */
export function isDisclosed(status: string | null | undefined): boolean {
  return status !== "P" && status !== "N";
}

/** Public bodies by legal category: first digit 7 (public law) or 4. */
export function isPublicCategory(category: string | null | undefined): boolean {
  return /^[47]/.test(category ?? "");
}

/** Sole traders, the one legal category of natural persons. */
export function isNaturalPerson(category: string | null | undefined): boolean {
  return /^1/.test(category ?? "");
}
