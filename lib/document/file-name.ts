import { hasUnprintable, lengthOf, tidyLine } from "@/lib/platform/plain-text";
import { extensionOf, extensionsOf, type MediaType } from "./document";

const MAX_LENGTH = 100;

/**
 * The plain base name of a file as somebody's browser told it: no path, no control or invisible character, nothing that
 * a shell or a file system reads, one extension (SEC-93). It is for people to read: the stored object has another name.
 */
export function plainFileName(told: string, mediaType: MediaType): string {
  const base = told.split(/[/\\]/).at(-1) ?? "";
  const extension = extensionOf(base);
  const [usual] = extensionsOf[mediaType];
  const kept = isExtensionOf(extension, mediaType) ? extension : usual;
  const characters = [...base.slice(0, extension ? -extension.length - 1 : undefined)];
  const stem = tidyLine(characters.map((character) => (isPlain(character) ? character : "-")).join(""))
    // "rib.exe.pdf": some programs look at the first of the two.
    .replaceAll(".", "-")
    .replace(/^[\s-]+|[\s-]+$/g, "");
  const short = [...stem].slice(0, MAX_LENGTH - kept.length - 1).join("");
  return `${lengthOf(short) > 0 ? short : "document"}.${kept}`;
}

/** Whether files of that content are named so. */
export function isExtensionOf(extension: string, mediaType: MediaType): boolean {
  return (extensionsOf[mediaType] as readonly string[]).includes(extension);
}

function isPlain(character: string): boolean {
  return !hasUnprintable(character) && !/[<>:"|?*;%`$&#~]/.test(character);
}
