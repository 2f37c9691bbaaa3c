import type { HumanCheck, Turnstile } from "@/lib/platform/turnstile";

export interface SettableTurnstile extends Turnstile {
  /** What the check answers from now on. */
  answer: HumanCheck;
  /** What it was asked. */
  checked: { token: string; action: string; origin: string }[];
}

/** An anti-robot check that takes everybody for a person until told otherwise. */
export function settableTurnstile(): SettableTurnstile {
  const turnstile: SettableTurnstile = {
    siteKey: "test-site-key",
    answer: { kind: "human" },
    checked: [],
    async verify(token, expected) {
      turnstile.checked.push({ token, ...expected });
      return turnstile.answer;
    },
  };
  return turnstile;
}
