/** The longest `Authorization` header that is looked at; ours are a tenth of it. */
export const LONGEST_CREDENTIALS = 4096;

/** What the `Authorization` header holds. */
export type ReadBearerOutcome =
  | { kind: "token"; token: string }
  | { kind: "missing" }
  | { kind: "malformed" }
  | { kind: "too-long" };

/**
 * The bearer token of a call. Doubled or over-long credentials are refused, never skipped (SEC-77): Node joins doubled
 * headers with a comma, which stands in no token (RFC 6750, RFC 9110).
 */
export function readBearer(headers: Headers): ReadBearerOutcome {
  const header = headers.get("authorization");
  if (header === null || header === "") return { kind: "missing" };
  if (header.length > LONGEST_CREDENTIALS) return { kind: "too-long" };
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
  return token === undefined ? { kind: "malformed" } : { kind: "token", token };
}
