/**
 * A search as it was typed, pasted or written into an address: one line of at most so many characters. What is no
 * character becomes a space: the database knows no NUL (SEC-84).
 */
export function typedSearch(typed: string, max = 200): string {
  return typed
    .slice(0, max)
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim();
}
