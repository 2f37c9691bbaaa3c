import { type Budget, throttleKey } from "@/lib/platform/throttle";

const MINUTE = 60;

/** How many failures each way in bears before it closes. */
export interface SignInBudgets {
  /** From a browser that signed in before: its own budget, whatever others do to the account (SEC-40). */
  device: Budget;
  /** This account from this origin. */
  pair: Budget;
  /** This account from everywhere: beyond it the account is locked. */
  account: Budget;
  /** Everything from this origin. */
  origin: Budget;
}

/** From how many failures on a sign-in also asks for the anti-robot step. */
export const FAILURES_BEFORE_HUMAN_CHECK = 3;
export const LOCK_MINUTES = 30;
const FAILURES_BEFORE_LOCK = 20;

/** Failures of everybody together: beyond it somebody is trying a list of stolen passwords (SEC-41). */
export const stuffingAlarm: Budget = { key: "sign-in-failures", limit: 500, window: 15 * MINUTE };

/**
 * The budgets of one try; unknown addresses have theirs like any other, so that nothing tells them apart. `deviceHash`: as
 * the account keeps it, so that all of an account's budgets can be found again.
 */
export function signInBudgets(email: string, origin: string, deviceHash: string | null): SignInBudgets {
  return {
    device: {
      key: throttleKey("sign-in-device", email, deviceHash ?? ""),
      limit: 5,
      window: 15 * MINUTE,
      closedFor: LOCK_MINUTES * MINUTE,
    },
    pair: {
      key: throttleKey("sign-in-pair", email, origin),
      // An origin that all visitors share says nothing of who tries: five tries of one would keep the owner out (SEC-40).
      limit: origin === "unknown" ? FAILURES_BEFORE_LOCK : 5,
      window: 15 * MINUTE,
      closedFor: LOCK_MINUTES * MINUTE,
    },
    account: {
      key: throttleKey("sign-in-account", email),
      limit: FAILURES_BEFORE_LOCK,
      window: 24 * 60 * MINUTE,
      closedFor: LOCK_MINUTES * MINUTE,
    },
    // The origin nobody can tell is shared by all: a larger budget, never a free one (SEC-10).
    origin: {
      key: throttleKey("sign-in-origin", origin),
      limit: origin === "unknown" ? 1000 : 20,
      window: 15 * MINUTE,
    },
  };
}
