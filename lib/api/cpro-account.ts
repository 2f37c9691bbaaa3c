import { LONGEST_CREDENTIALS } from "./read-bearer";
import { LONGEST_LOGIN, LONGEST_PASSWORD } from "./read-client-credentials";

/** What the header `cpro-account` holds (R-1013). */
export type ReadCproAccountOutcome =
  | { kind: "shown"; login: string; password: string }
  | { kind: "missing" }
  | { kind: "malformed" };

/**
 * Login and password of `cpro-account: base64(login:password)`: UTF-8, split at the first colon (T-19). Doubled, odd or
 * over-long ones are refused, never skipped (SEC-77): Node joins doubled headers with a comma, which is no base64.
 */
export function readCproAccount(headers: Headers): ReadCproAccountOutcome {
  const header = headers.get("cpro-account");
  if (header === null || header === "") return { kind: "missing" };
  const text = header.length > LONGEST_CREDENTIALS ? null : decode(header);
  // Control characters stand in no login or password of ours, and the database knows no NUL.
  const [, login, password] = /^([^:\p{Cc}]+):(\P{Cc}+)$/u.exec(text ?? "") ?? [];
  if (!login || !password) return { kind: "malformed" };
  if (login.length > LONGEST_LOGIN || password.length > LONGEST_PASSWORD) return { kind: "malformed" };
  return { kind: "shown", login, password };
}

/** Null: no base64, or not of UTF-8. Node itself would read whatever it can and skip the rest. */
function decode(base64: string): string | null {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.toString("base64") !== base64) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
