import { extensionOf, MAX_DOCUMENT_BYTES, type MediaType } from "./document";
import { isExtensionOf } from "./file-name";
import { inspectJpeg } from "./inspect-jpeg";
import { inspectPdf } from "./inspect-pdf";
import { inspectPng } from "./inspect-png";

/** What the walk through a file of a known type finds. `odd`: broken, or with something before, between or after. */
export type Structure = "sound" | "odd" | "active" | "encrypted";

export type InspectionOutcome =
  | { kind: "sound"; mediaType: MediaType }
  | { kind: "empty" }
  | { kind: "too-large" }
  | { kind: "unknown-type" }
  | { kind: "misnamed" }
  | { kind: "odd" }
  | { kind: "active" }
  | { kind: "encrypted" };

/** Judges a file by its content alone (SEC-93): what it is, whether it is whole, and whether it does anything by itself. */
export function inspectFile({ bytes, fileName }: { bytes: Uint8Array; fileName: string }): InspectionOutcome {
  if (bytes.length === 0) return { kind: "empty" };
  if (bytes.length > MAX_DOCUMENT_BYTES) return { kind: "too-large" };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const known = types.find(({ start }) => buffer.subarray(0, start.length).equals(start));
  if (!known) return { kind: "unknown-type" };
  if (!isExtensionOf(extensionOf(fileName), known.mediaType)) return { kind: "misnamed" };
  if (isArchiveToo(buffer)) return { kind: "odd" };
  const structure = known.inspect(buffer);
  return structure === "sound" ? { kind: "sound", mediaType: known.mediaType } : { kind: structure };
}

const types: { mediaType: MediaType; start: Buffer; inspect: (bytes: Buffer) => Structure }[] = [
  { mediaType: "application/pdf", start: Buffer.from("%PDF-"), inspect: inspectPdf },
  { mediaType: "image/png", start: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), inspect: inspectPng },
  { mediaType: "image/jpeg", start: Buffer.from([0xff, 0xd8, 0xff]), inspect: inspectJpeg },
];

/** An archive is read from its end: the same bytes can be a picture and a program (a polyglot). */
function isArchiveToo(bytes: Buffer): boolean {
  const longestComment = 0xffff + 22;
  return bytes.subarray(-longestComment).includes("PK\u0005\u0006");
}
