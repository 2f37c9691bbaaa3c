import type { Structure } from "./inspect-file";

const END = 0xd9;
const SCAN = 0xda;

/** Walks the segments of a JPEG: a frame, at least one scan, an end, and nothing after it. */
export function inspectJpeg(bytes: Buffer): Structure {
  let at = 2;
  let hasFrame = false;
  let hasScan = false;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return "odd";
    const marker = bytes[at + 1] ?? 0;
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) return hasFrame && hasScan && at + 2 === bytes.length ? "sound" : "odd";
    if (at + 4 > bytes.length || marker < 0xc0 || isStandalone(marker)) return "odd";
    const next = at + 2 + Math.max(2, bytes.readUInt16BE(at + 2));
    hasFrame ||= isFrame(marker);
    hasScan ||= marker === SCAN;
    at = marker === SCAN ? endOfScan(bytes, next) : next;
  }
  return "odd";
}

/** Behind a scan's header its data runs on to the next marker; stuffed zeros and restarts belong to it. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && !(marker >= 0xd0 && marker <= 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

function isStandalone(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd8;
}

/** SOF0 to SOF15, without the tables that share their row. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
