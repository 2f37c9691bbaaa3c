import type { Structure } from "./inspect-file";

const SIGNATURE = 8;
const AROUND_DATA = 12;

/** Walks the chunks of a PNG: a header first, data, an end, and nothing after it. */
export function inspectPng(bytes: Buffer): Structure {
  let at = SIGNATURE;
  let hasData = false;
  while (at + AROUND_DATA <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const next = at + AROUND_DATA + length;
    if (!/^[A-Za-z]{4}$/.test(type) || next > bytes.length) return "odd";
    const isHeader = type === "IHDR" && length === 13;
    if ((at === SIGNATURE) !== isHeader) return "odd";
    hasData ||= type === "IDAT";
    if (type === "IEND") return hasData && length === 0 && next === bytes.length ? "sound" : "odd";
    at = next;
  }
  return "odd";
}
