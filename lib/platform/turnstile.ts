/** What the anti-robot check answered: refused is M-18, unavailable is M-61. */
export type HumanCheck = { kind: "human" } | { kind: "refused" } | { kind: "unavailable" };

/** The Turnstile check on the server side. `action` is the name the widget was shown with. */
export interface Turnstile {
  /** Null: the check is off (demonstration, or TURNSTILE=off). */
  siteKey: string | null;
  verify(token: string, expected: { action: string; origin: string }): Promise<HumanCheck>;
}
