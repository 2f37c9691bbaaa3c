/** What a form shows after it was sent and not accepted. Sentences are in the person's language. */
export interface FormState {
  /** Counts the sends, so that the fields take their kept values again. Zero: never sent. */
  attempt: number;
  /** What was typed, passwords left out (A11Y-05). */
  values: Record<string, string | string[]>;
  /** One sentence a field. */
  errors: Record<string, string>;
  /** A sentence about the whole form. */
  error?: string;
  /** Good news shown in place, for the forms that stay on their page. */
  notice?: string;
  /** The anti-robot check must now be passed. */
  humanCheckNeeded?: boolean;
}

/** A form nobody has sent yet. */
export const untouched: FormState = { attempt: 0, values: {}, errors: {} };
