/** How many codes a person is given (code de secours, R-425). */
export const RECOVERY_CODES = 10;

/** No letter that is read as a digit, and none that makes words (Crockford's base 32). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;

/** A code: its position among the ten, and the 100 bits nobody guesses. */
export interface RecoveryCode {
  position: number;
  letters: string;
}

/** The code at a position, from 256 random bits of its own. */
export function recoveryCodeFrom(random: string, position: number): RecoveryCode {
  const bytes = Buffer.from(random, "base64url").subarray(0, LENGTH);
  return { position, letters: [...bytes].map((byte) => alphabet[byte % alphabet.length]).join("") };
}

/** As it is shown and printed: `3-XXXXX-XXXXX-XXXXX-XXXXX`. */
export function writtenRecoveryCode({ position, letters }: RecoveryCode): string {
  return [position, ...(letters.match(/.{5}/g) ?? [])].join("-");
}

/** What somebody typed, with or without dashes, in capitals or not; null when no code looks like that. */
export function parseRecoveryCode(typed: string): RecoveryCode | null {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  const [, position = "", letters = ""] = /^(\d{1,2})([0-9A-HJKMNP-TV-Z]{20})$/.exec(plain) ?? [];
  const number = Number(position);
  return number >= 1 && number <= RECOVERY_CODES ? { position: number, letters } : null;
}
