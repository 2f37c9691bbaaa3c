import type { Context } from "@/lib/platform/context";
import { type Budget, throttleKey } from "@/lib/platform/throttle";

/** What can be asked for after the password (second facteur, R-425). */
const factors = ["totp", "passkey", "recovery-code"] as const;
export type Factor = (typeof factors)[number];

/** How long a sign-in whose password was right waits for its second factor. */
export const AWAITING_MINUTES = 10;

const TRIES = 5;
const WINDOW_SECONDS = 15 * 60;

/**
 * How often an account's second factor may be guessed, whatever the factor: from all unknown browsers together, and from
 * each one that signed in before, so that whoever stole the password cannot shut its owner out (SEC-48, SEC-40).
 */
export function secondFactorBudget(accountId: string, knownDevice: string | null): Budget {
  return { key: throttleKey("second-factor", accountId, knownDevice ?? ""), limit: TRIES, window: WINDOW_SECONDS };
}

/** One's own session, in which a factor is added or taken away. */
export interface Holder {
  accountId: string;
  sessionId: string;
}

/**
 * What became of an answer. A right one is used up by `use`, inside the transaction that acts on it; false: somebody else
 * used it up meanwhile (SEC-48).
 */
export type CheckedAnswer =
  | { kind: "right"; use(tx: Context): Promise<boolean> }
  | { kind: "wrong" }
  | { kind: "overloaded" };
