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

/** The sentences every form needs, in the visitor's language. */
export interface FormLabels {
  /** Put before the title of the document after a failed send (A11Y-01). */
  errorPrefix: string;
  /** Heads the list of what must be corrected. */
  errorSummary: string;
  /** "* champs obligatoires". */
  requiredLegend: string;
  /** Said of a field that was accepted while others were not. */
  valid: string;
}

/** What the anti-robot step of a form needs; null where the check is off. */
export interface HumanCheckStep {
  siteKey: string;
  /** The name of the act, checked again on the server. */
  action: string;
  /** Shown from the start, not only once the server asks for it. */
  always: boolean;
  nonce: string | undefined;
  language: string;
  labels: {
    legend: string;
    waiting: string;
    passed: string;
    failed: string;
    expired: string;
    noScripts: string;
    support: string;
  };
}
