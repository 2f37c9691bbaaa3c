import { unicodeForm } from "@/lib/platform/unicode-form";

/** A password that meets every rule, composed (NFC), ready to be hashed (mot de passe; R-410). */
export type NewPassword = string & { readonly __brand: "NewPassword" };

/** A rule of R-410 that a password may break; `passwords.rules` in the catalogue says it to the person. */
export type PasswordRule = "minimumLength" | "maximumLength" | "characterClasses";

/** Who chooses a password, and where: what it must not contain. */
export interface PasswordOwner {
  email: string;
  givenName: string;
  familyName: string;
  portalName: string;
}

export type PasswordOutcome =
  | { kind: "accepted"; password: NewPassword }
  | { kind: "refused"; message: "M-35"; rules: [PasswordRule, ...PasswordRule[]] }
  | { kind: "refused"; message: "M-37"; rules: [] };

const MINIMUM_LENGTH = 12;
const MAXIMUM_LENGTH = 128;
const LENGTH_WITHOUT_CLASSES = 20;

/** Whether a person may choose this password (R-410, SEC-35). Nothing is hashed here, and a too long one is not even read. */
export async function checkPassword(typed: string, owner: PasswordOwner): Promise<PasswordOutcome> {
  const [rule, ...rules] = brokenRules(typed);
  if (rule) return { kind: "refused", message: "M-35", rules: [rule, ...rules] };

  const password = unicodeForm(typed, "NFC");
  // Some 25 MB of words: only the process in which somebody chooses a password holds them.
  const { isCommonPassword, fold, unleet } = await import("./common-passwords");
  const readings = [fold(password), unleet(fold(password))].map(lettersOf);
  const words = wordsOf(owner).map((word) => lettersOf(fold(word)));
  const personal = words.some((word) => word.length >= 4 && readings.some((reading) => reading.includes(word)));
  if (personal || isCommonPassword(password)) return { kind: "refused", message: "M-37", rules: [] };
  // Every rule was checked above.
  return { kind: "accepted", password: password as NewPassword };
}

function brokenRules(typed: string): PasswordRule[] {
  // No composed character needs so many units: not worth composing.
  if (typed.length > MAXIMUM_LENGTH * 8) return ["maximumLength"];
  const password = unicodeForm(typed, "NFC");
  const { length } = [...password];
  if (length > MAXIMUM_LENGTH) return ["maximumLength"];
  const rules: PasswordRule[] = [];
  if (length < MINIMUM_LENGTH) rules.push("minimumLength");
  if (length < LENGTH_WITHOUT_CLASSES && classesIn(password) < 3) rules.push("characterClasses");
  return rules;
}

/** How many of the four classes appear; whatever is no plain letter or digit is special. */
function classesIn(password: string): number {
  return [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((group) => group.test(password)).length;
}

/** The words whole, and the parts of a compound: "jean.dupont", "jean", "dupont". */
function wordsOf({ email, givenName, familyName, portalName }: PasswordOwner): string[] {
  const whole = [email.slice(0, email.lastIndexOf("@")), givenName, familyName, portalName];
  return [...whole, ...whole.flatMap((word) => word.split(/[^\p{L}\p{M}\p{N}]+/u))];
}

/** Without the signs that people put between words. */
function lettersOf(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]/gu, "");
}
