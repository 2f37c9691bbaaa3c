/** What the session cookie carries: the secret that names the row, and hints for the middleware. */
export interface Claims {
  secret: string;
  /** When the hints were read from the database, in milliseconds. */
  checkedAt: number;
  attached: boolean;
  manager: boolean;
  administrator: boolean;
}

/** Hints older than this send the browser through a renewal before a gated page. */
export const HINTS_LIFETIME_MS = 60_000;
