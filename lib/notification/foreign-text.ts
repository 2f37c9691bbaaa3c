import { hasUnprintable } from "@/lib/platform/plain-text";

/**
 * What a person typed, as a mail shows it to somebody: one line, nothing invisible, and nothing that a mail reader
 * would turn into a link (SEC-32, SEC-90).
 */
export function foreignText(text: string): string {
  const visible = Array.from(text, (character) => (hasUnprintable(character) ? " " : character)).join("");
  return (
    visible
      // "https://", "javascript://"…
      .replace(/[a-z][a-z0-9+.-]*:[/\\]{2,}/gi, "")
      // "example.com", "www.example.com", "me@example.com": a space after the dot ends what looks like an address.
      .replace(/(?<=[\p{L}\p{N}_-])\.(?=[\p{L}\p{N}-]{2})/gu, ". ")
      .replace(/\s+/gu, " ")
      .trim()
  );
}
