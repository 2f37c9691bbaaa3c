const MASKED = /^\[(ND|NON-DIFFUSIBLE)\]$/;

/** A value of the register without doubled spaces; empty when absent or masked by partial disclosure. */
export function registerText(...parts: (string | null | undefined)[]): string {
  return parts
    .map((part) => part?.trim() ?? "")
    .filter((part) => part !== "" && !MASKED.test(part))
    .join(" ")
    .replace(/\s+/g, " ");
}

/** Public bodies by legal category: first digit 7 (public law) or 4. */
export function isPublicCategory(category: string | null | undefined): boolean {
  return /^[47]/.test(category ?? "");
}
