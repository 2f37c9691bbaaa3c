import { inflateSync } from "node:zlib";
import type { Structure } from "./inspect-file";
import { isRegular, isSpace, type PdfToken, PdfTokens } from "./pdf-token";

/** What makes a PDF do something, or carry something, beside being read (SEC-93). */
const active = new Set([
  ...["JavaScript", "JS", "Launch", "SubmitForm", "ImportData", "GoToE", "GoToR", "Rendition", "XFA"],
  ...["EmbeddedFile", "EmbeddedFiles", "EF", "FileAttachment", "RichMedia"],
]);

/** All that object streams may unpack to: more is a bomb. */
const MAX_UNPACKED = 16 * 1024 * 1024;
const MAX_OBJECT_STREAMS = 5_000;
/** Of the whole walk, which the others wait for: half a second. */
const MAX_WALKED = 2_000_000;
/**
 * Of objects, in one stream and in the file: programs pack some hundred together, and 5 MB hold no more that mean
 * something.
 */
const MAX_PACKED = 20_000;
const MAX_OBJECTS = 200_000;
const MAX_OPEN_ACTIONS = 20;
const MAX_DEFINITIONS = 20;
/** Of what is looked at closely, an action or the dictionary of an object stream: both are short. */
const MAX_TOKENS = 500;
const MAX_ACTION_BYTES = 16 * 1024;

/** Where an object stands. */
interface Place {
  bytes: Buffer;
  at: number;
}
/** A file may define an object more than once. */
type Places = Map<number, Place[]>;

interface Findings {
  seen: Set<"active" | "Encrypt" | "Catalog" | "Page">;
  places: Places;
  placed: number;
  walked: number;
  /** What happens when the file is opened: an object by its number, or here. */
  openActions: (number | Place)[];
}

/**
 * Walks a whole PDF, compressed objects included, and refuses what it cannot account for. A walk of our own instead of a
 * library's parser: each byte is read once, memory is bounded, and no repair guesses what a reader would make of it.
 */
export function inspectPdf(bytes: Buffer): Structure {
  if (!/^%PDF-[12]\.\d/.test(bytes.toString("latin1", 0, 8))) return "odd";
  const end = bytes.lastIndexOf("%%EOF");
  if (end === -1 || bytes.subarray(end + 5).some((code) => !isSpace(code))) return "odd";

  const findings: Findings = { seen: new Set(), places: new Map(), placed: 0, walked: 0, openActions: [] };
  const isWhole = walk(bytes, findings);
  // Packed objects of an encrypted file do not unpack: the person is told why.
  if (findings.seen.has("Encrypt") || (!isWhole && bytes.includes("/Encrypt"))) return "encrypted";
  if (!isWhole) return "odd";
  const { openActions, places } = findings;
  const opensCalmly = openActions.length <= MAX_OPEN_ACTIONS && openActions.every((to) => isHarmless(to, places));
  if (findings.seen.has("active") || !opensCalmly) return "active";
  return findings.seen.has("Catalog") && findings.seen.has("Page") ? "sound" : "odd";
}

/** Whether every object of the file was met and understood. */
function walk(bytes: Buffer, findings: Findings): boolean {
  const tokens = new PdfTokens(bytes);
  let headers = 0;
  let objectStreams = 0;
  let unpacked = 0;
  let object: PdfToken[] | null = null;
  let isPacked = false;
  let numbers: [number, number] = [-1, -1];
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (++findings.walked > MAX_WALKED) return false;
    note(token, findings, tokens);
    if (isName(token, "ObjStm")) {
      // It packs objects that this walk could not place, or its dictionary is like no other.
      if (!object || object.length >= MAX_TOKENS) return false;
      isPacked = true;
    }
    if (token.kind !== "word") {
      if (object && object.length < MAX_TOKENS) object.push(token);
      continue;
    }
    if (token.word === "obj") {
      headers++;
      object = [];
      isPacked = false;
      if (!place(findings, numbers[0], { bytes, at: tokens.position })) return false;
    } else if (token.word === "endobj") {
      if (isPacked) return false;
      object = null;
    } else if (token.word === "stream" && object) {
      const from = afterLineBreak(bytes, tokens.position);
      if (isPacked) {
        const content = unpack(object, bytes.subarray(from), MAX_UNPACKED - unpacked);
        if (!content || ++objectStreams > MAX_OBJECT_STREAMS) return false;
        unpacked += content.length;
        if (!walkObjectStream(object, content, findings)) return false;
      }
      const end = bytes.indexOf("endstream", from);
      if (end === -1) return false;
      tokens.position = end + "endstream".length;
      object = null;
      isPacked = false;
    } else if (object && object.length < MAX_TOKENS) {
      object.push(token);
    }
    numbers = [numbers[1], /^\d{1,10}$/.test(token.word) ? Number(token.word) : -1];
  }
  // A reader finds objects by their position: one that hides in a string, a comment or a stream must not exist.
  return headers === countHeaders(bytes);
}

/** Objects packed into a stream: numbers and positions first, then one object after the other (7.5.7). */
function walkObjectStream(dictionary: PdfToken[], content: Buffer, findings: Findings): boolean {
  const count = numberAfter(dictionary, "N");
  const first = numberAfter(dictionary, "First");
  if (count === null || first === null || first > content.length || count > MAX_PACKED) return false;
  const head = new PdfTokens(content.subarray(0, first));
  for (let index = 0; index < count; index++) {
    const number = wholeNumber(head.next());
    const offset = wholeNumber(head.next());
    if (number === null || offset === null) return false;
    if (!place(findings, number, { bytes: content, at: first + offset })) return false;
  }
  const tokens = new PdfTokens(content);
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (++findings.walked > MAX_WALKED || isName(token, "ObjStm")) return false;
    note(token, findings, tokens);
  }
  return true;
}

function note(token: PdfToken, { seen, openActions }: Findings, tokens: PdfTokens): void {
  if (token.kind !== "name") return;
  const { name } = token;
  if (active.has(name)) seen.add("active");
  else if (name === "Encrypt" || name === "Catalog" || name === "Page") seen.add(name);
  else if (name === "OpenAction" && openActions.length <= MAX_OPEN_ACTIONS) {
    const before = tokens.position;
    const value = tokens.next();
    tokens.position = before;
    // A place in the document to open it at is no action.
    if (isMark(value, "[")) return;
    const action = wholeNumber(value) ?? { bytes: tokens.bytes, at: before };
    if (!openActions.includes(action)) openActions.push(action);
  }
}

/** Whether what happens at opening only turns to a page. */
function isHarmless(action: number | Place, places: Places): boolean {
  const definitions = typeof action === "number" ? places.get(action) : [action];
  if (!definitions || definitions.length > MAX_DEFINITIONS) return false;
  return definitions.every(({ bytes, at }) => {
    // An action is short and flat: a string that goes on and on is not read again for each of them.
    const tokens = new PdfTokens(bytes.subarray(at, at + MAX_ACTION_BYTES));
    const opening = tokens.next();
    if (isMark(opening, "[")) return true;
    const read: PdfToken[] = [];
    for (let token = tokens.next(); !isMark(token, ">>"); token = tokens.next()) {
      if (token === null || read.push(token) > MAX_TOKENS || isMark(token, "<<")) return false;
    }
    const kind = valueAfter(read, "S");
    if (kind?.kind !== "name" || !["GoTo", "Named"].includes(kind.name)) return false;
    return read.filter((token) => isName(token, "S")).length === 1 && !read.some((token) => isName(token, "Next"));
  });
}

function isMark(token: PdfToken | null, mark: string): boolean {
  return token?.kind === "mark" && token.mark === mark;
}

function isName(token: PdfToken, name: string): boolean {
  return token.kind === "name" && token.name === name;
}

/** The content of an object stream: packed once and in the usual way, or plainly; whatever else stands there is not read. */
function unpack(dictionary: PdfToken[], from: Buffer, room: number): Buffer | null {
  const names = dictionary.flatMap((token) => (token.kind === "name" ? [token.name] : []));
  const filters = names.filter((name) => name === "Filter").length;
  const packings = names.filter((name) => /Decode$/.test(name) || /^(?:AHx|A85|LZW|Fl|RL|Crypt)$/.test(name));
  if (filters === 0 && packings.length === 0) {
    const end = from.indexOf("endstream");
    return end === -1 || end > room ? null : from.subarray(0, end);
  }
  if (filters !== 1 || packings.length !== 1 || packings[0] !== "FlateDecode" || names.includes("Predictor"))
    return null;
  try {
    return inflateSync(from, { maxOutputLength: Math.max(1, room) });
  } catch {
    return null;
  }
}

function valueAfter(tokens: PdfToken[], name: string): PdfToken | undefined {
  const index = tokens.findIndex((token) => isName(token, name));
  return index === -1 ? undefined : tokens[index + 1];
}

function numberAfter(tokens: PdfToken[], name: string): number | null {
  return wholeNumber(valueAfter(tokens, name) ?? null);
}

function wholeNumber(token: PdfToken | null | undefined): number | null {
  return token?.kind === "word" && /^\d{1,9}$/.test(token.word) ? Number(token.word) : null;
}

/** False: there are more objects than any file has. */
function place(findings: Findings, number: number, where: Place): boolean {
  const known = findings.places.get(number);
  if (known) known.push(where);
  else findings.places.set(number, [where]);
  return ++findings.placed <= MAX_OBJECTS;
}

function afterLineBreak(bytes: Buffer, from: number): number {
  const afterReturn = bytes[from] === 0x0d ? from + 1 : from;
  return bytes[afterReturn] === 0x0a ? afterReturn + 1 : afterReturn;
}

/** How often "obj" stands where an object may begin, wherever that is: behind a number, or at the start of a line. */
function countHeaders(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf("obj"); at !== -1; at = bytes.indexOf("obj", at + 3)) {
    if (isRegular(bytes[at + 3] ?? 0x20)) continue;
    let before = at - 1;
    let isNewLine = false;
    while (before >= 0 && isSpace(bytes[before] ?? 0)) {
      isNewLine ||= bytes[before] === 0x0a || bytes[before] === 0x0d;
      before--;
    }
    const code = bytes[before] ?? 0;
    if (isNewLine || (code >= 0x30 && code <= 0x39)) count++;
  }
  return count;
}
