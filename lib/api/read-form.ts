import { readAtMost } from "./read-at-most";

/** The longest form of a request for a token; an ordinary one is a hundredth of it. */
export const LONGEST_FORM_BYTES = 16 * 1024;

/** The fields of a form by name, or why it is not looked at. `twice`: a name that stands in it more than once. */
export type ReadFormOutcome =
  | { kind: "read"; fields: ReadonlyMap<string, string> }
  | { kind: "not-a-form" }
  | { kind: "too-large" }
  | { kind: "malformed" }
  | { kind: "twice"; name: string };

/**
 * A form as RFC 6749 wants it read (section 3.2): no name twice, and a field without a value as if it were not there. What
 * browsers would read somehow (bad escapes, bytes that are no UTF-8) is refused.
 */
export async function readForm(request: Pick<Request, "headers" | "body">): Promise<ReadFormOutcome> {
  if (!isForm(request.headers)) return { kind: "not-a-form" };
  const bytes = await readAtMost(request, LONGEST_FORM_BYTES);
  if (bytes === null) return { kind: "too-large" };
  const text = Buffer.from(bytes).toString("latin1");
  const fields = new Map<string, string>();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const [name, value] = pair.split(/=(.*)/s, 2).map(decodeFormPart);
    if (name === null || name === undefined || value === null) return { kind: "malformed" };
    if (fields.has(name)) return { kind: "twice", name };
    fields.set(name, value ?? "");
  }
  return { kind: "read", fields: new Map([...fields].filter(([, value]) => value !== "")) };
}

/** One name or value of a form, decoded; null when it is no form encoding of UTF-8. */
export function decodeFormPart(part: string): string | null {
  // What is not ASCII stands in no encoded form.
  if (!/^[\x21-\x7e]*$/.test(part)) return null;
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** In UTF-8 or without a word about it; a doubled header holds a comma and is none. */
function isForm(headers: Headers): boolean {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  const type = headers.get("content-type")?.trim() ?? "";
  const form = /^application\/x-www-form-urlencoded[ \t]*(;[ \t]*charset=("utf-8"|utf-8)[ \t]*)?;?$/i;
  return encoding === "identity" && form.test(type);
}
