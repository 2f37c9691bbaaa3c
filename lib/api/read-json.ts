import { findJsonFlaw, type JsonFlaw, type JsonIntegers } from "./find-json-flaw";
import { readAtMost } from "./read-at-most";

/** The longest body of a call. */
export const LONGEST_BODY_BYTES = 1024 * 1024;

/** What a caller sent, or why it is not looked at (SEC-84). */
export type ReadJsonOutcome =
  | { kind: "read"; value: unknown }
  | { kind: "not-json" }
  | { kind: "too-large" }
  | { kind: "malformed"; flaw: JsonFlaw | "encoding" | "syntax" };

/** The body of a request as strict JSON: one reading of it that every other reader would share (SEC-84). */
export async function readJson(
  request: Pick<Request, "headers" | "body">,
  integers?: JsonIntegers,
): Promise<ReadJsonOutcome> {
  if (!isJson(request.headers)) return { kind: "not-json" };
  const bytes = await readAtMost(request, LONGEST_BODY_BYTES);
  if (bytes === null) return { kind: "too-large" };
  const text = decode(bytes);
  if (text === null) return { kind: "malformed", flaw: "encoding" };
  const parsed = parse(text);
  if (!parsed) return { kind: "malformed", flaw: "syntax" };
  const flaw = findJsonFlaw(text, integers);
  return flaw ? { kind: "malformed", flaw } : { kind: "read", value: parsed.value };
}

/** `application/json`, in UTF-8 or without a word about it; a doubled header holds a comma and is none. */
function isJson(headers: Headers): boolean {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  const type = headers.get("content-type") ?? "";
  return (
    encoding === "identity" && /^application\/json[ \t]*(;[ \t]*charset=("utf-8"|utf-8)[ \t]*)?;?$/i.test(type.trim())
  );
}

/** Null: no UTF-8. A byte order mark stays, and is then no JSON (RFC 8259). */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
