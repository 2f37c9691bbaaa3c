/** The longest `Authorization` header that is looked at; ours are a tenth of it. */
export const LONGEST_CREDENTIALS = 4096;

/** What the `Authorization` header holds. */
export type ReadBearerOutcome =
  | { kind: "token"; token: string }
  | { kind: "missing" }
  | { kind: "malformed" }
  | { kind: "too-long" };

/**
 * The bearer token of a call. Another scheme is no authentication here (RFC 6750, section 3.1). Doubled or over-long
 * credentials are refused, never skipped (SEC-77): Node joins doubled headers with a comma, which stands in no token.
 */
export function readBearer(headers: Headers): ReadBearerOutcome {
  const header = headers.get("authorization") ?? "";
  if (header.length > LONGEST_CREDENTIALS) return { kind: "too-long" };
  if (header.includes(",")) return { kind: "malformed" };
  if (!/^bearer(?: |$)/i.test(header)) return { kind: "missing" };
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
  return token === undefined ? { kind: "malformed" } : { kind: "token", token };
}
