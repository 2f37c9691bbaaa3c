/** How deep lists and objects may stand in each other. */
export const DEEPEST = 20;

/** What JSON.parse lets pass and another reader would read in another way (SEC-84, RFC 7493). */
export type JsonFlaw = "duplicate-key" | "forbidden-key" | "too-deep" | "number" | "text";

/**
 * Which integers may stand in a text: `safe` are those that every reader counts with (RFC 7493). Among those of `64-bit`
 * some are read as their neighbour, so that whoever allows them makes no difference between those beyond the safe ones.
 */
export type JsonIntegers = "safe" | "64-bit";

/** The first flaw of a text that `JSON.parse` has read, or null: its tokens need not be checked once more. */
export function findJsonFlaw(text: string, integers: JsonIntegers = "safe"): JsonFlaw | null {
  // One entry for each open list or object: the keys of an object so far.
  const open: (Set<string> | null)[] = [];
  const number = /[-+.\deE]+/y;
  let isKey = false;
  for (let at = 0; at < text.length; ) {
    const sign = text.charAt(at);
    if (sign === '"') {
      const end = endOfString(text, at);
      const flaw = isKey ? flawOfKey(text.slice(at, end), open.at(-1)) : flawOfText(text.slice(at, end));
      if (flaw) return flaw;
      isKey = false;
      at = end;
    } else if (sign === "-" || (sign >= "0" && sign <= "9")) {
      number.lastIndex = at;
      const [written = ""] = number.exec(text) ?? [];
      if (!isExact(written, integers)) return "number";
      at += written.length;
    } else {
      if (sign === "{" || sign === "[") open.push(sign === "{" ? new Set() : null);
      if (sign === "}" || sign === "]") open.pop();
      if (open.length > DEEPEST) return "too-deep";
      if (sign === "{" || sign === ",") isKey = open.at(-1) instanceof Set;
      if (sign === "}") isKey = false;
      at++;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Written with escapes a key is still the same key. */
function flawOfKey(token: string, keys: Set<string> | null | undefined): JsonFlaw | null {
  const key: string = JSON.parse(token);
  if (["__proto__", "constructor", "prototype"].includes(key)) return "forbidden-key";
  if (keys?.has(key)) return "duplicate-key";
  keys?.add(key);
  return flawOfText(token);
}

/** The database keeps neither NUL nor half a character. */
function flawOfText(token: string): JsonFlaw | null {
  if (!token.includes("\\u")) return null;
  const text: string = JSON.parse(token);
  return text.includes("\0") || /\p{Cs}/u.test(text) ? "text" : null;
}

/**
 * Whether the number that was read is the one that was written: 1e400 and 1e-400 are not. 2^53 is what 2^53 + 1 is read
 * as, and nobody could tell: neither is safe.
 */
function isExact(written: string, integers: JsonIntegers): boolean {
  const value = Number(written);
  if (/^-?\d+$/.test(written)) return Number.isSafeInteger(value) || (integers === "64-bit" && is64Bit(written));
  return written.length <= 1000 && Number.isFinite(value) && plain(written) === plain(String(value));
}

/** The length first: a million digits are not worth counting with. */
function is64Bit(written: string): boolean {
  return written.length <= 20 && BigInt.asIntN(64, BigInt(written)) === BigInt(written);
}

/** Digits and power of ten: `1.50e3` and `1500` are both `15e2`. */
function plain(written: string): string {
  const [, whole = "", fraction = "", power = "0"] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(written) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${significant}e${Number(power) - fraction.length + digits.length - significant.length}`;
}
