import { LONGEST_CREDENTIALS } from "./read-bearer";
import { decodeFormPart } from "./read-form";

/** The longest login and the longest password that are looked at. */
export const LONGEST_LOGIN = 320;
export const LONGEST_PASSWORD = 128;

/**
 * Who asks for a token, by technical login and password. `doubled`: shown in two ways, or in a doubled header. `malformed`
 * and `too-long`: shown, but nothing that could be compared.
 */
export type ReadClientCredentialsOutcome =
  | { kind: "credentials"; login: string; password: string }
  | { kind: "missing" }
  | { kind: "doubled" }
  | { kind: "malformed" }
  | { kind: "too-long" };

/**
 * The credentials of a client: in the `Authorization` header or in the form, never in both (RFC 6749, section 2.3).
 * What is wrong in one place is refused and never looked for in the other (SEC-75, SEC-77). Beside the header the form
 * may say once more which client it is, for `client_id` alone proves nothing.
 */
export function readClientCredentials(
  headers: Headers,
  fields: ReadonlyMap<string, string>,
): ReadClientCredentialsOutcome {
  const header = headers.get("authorization");
  const [login, password] = [fields.get("client_id"), fields.get("client_secret")];
  const hasAssertion = fields.has("client_assertion") || fields.has("client_assertion_type");
  const methods = [header !== null, password !== undefined, hasAssertion].filter(Boolean);
  if (methods.length > 1) return { kind: "doubled" };
  if (header === null) return (login ?? password) ? checked(login, password) : { kind: "missing" };
  // Doubled headers are one with a comma, which stands in no credentials of ours (lib/platform/join-doubled-headers.ts).
  if (header.includes(",")) return { kind: "doubled" };
  if (header.length > LONGEST_CREDENTIALS) return { kind: "too-long" };
  const shown = readBasic(header);
  const isOther = shown.kind === "credentials" && login !== undefined && login !== shown.login;
  return isOther ? { kind: "doubled" } : shown;
}

/** `Basic`, and base64 of two form-encoded halves around the first colon. */
function readBasic(header: string): ReadClientCredentialsOutcome {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
  if (encoded === undefined) return { kind: "malformed" };
  const bytes = Buffer.from(encoded, "base64");
  // Node decodes what is not base64 as far as it goes; only one spelling is good.
  if (bytes.toString("base64") !== encoded) return { kind: "malformed" };
  const halves = /^([^:]*):(.*)$/s.exec(bytes.toString("latin1"));
  return checked(decodeFormPart(halves?.[1] ?? ""), decodeFormPart(halves?.[2] ?? ""));
}

/** Visible ASCII and the space, as RFC 6749 has it (appendix A.1 and A.2); nothing of it is empty. */
function checked(login: string | null | undefined, password: string | null | undefined): ReadClientCredentialsOutcome {
  if (!login || !password || !/^[\x20-\x7e]+$/.test(login + password)) return { kind: "malformed" };
  if (login.length > LONGEST_LOGIN || password.length > LONGEST_PASSWORD) return { kind: "too-long" };
  return { kind: "credentials", login, password };
}
