/** Bank details as the page shows them. */
export interface BankDetails {
  holder: string;
  /** What everybody attached may see: the last four characters (SEC-101). */
  ibanEnd: string;
  /** In full, in groups of four, for managers alone (SEC-63); null for others, and where its key is gone. */
  iban: string | null;
  bic: string | null;
  savedAt: Date;
  savedBy: string | null;
  /** What a save must have seen. */
  version: number;
}

/** An IBAN that keeps its secret. */
export function maskedIban(ibanEnd: string): string {
  return `•••• •••• •••• ${ibanEnd}`;
}

/** An IBAN in groups of four, as banks print it. */
export function groupedIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1\u00a0");
}
