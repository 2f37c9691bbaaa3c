import { typedSearch } from "./typed-search";

/**
 * The words of a search, each to be found somewhere: at most five, wildcards of `like` taken literally; a SIRET typed
 * in groups is one word. None when nothing was typed.
 */
export function searchWords(query: string): string[] {
  const typed = typedSearch(query);
  if (typed === "") return [];
  const digits = typed.replace(/[\s.\u00a0\u202f-]/g, "");
  const words = /^\d{9,}$/.test(digits) ? [digits] : typed.split(/\s+/).slice(0, 5);
  return words.map((word) => word.replace(/[\\%_]/g, "\\$&"));
}
