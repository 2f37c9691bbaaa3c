/** In UTF-16 units: more than any field admits, by far. */
const LONGEST = 5000;

/**
 * A text from outside in one of the forms of Unicode (SEC-32). The marks on one letter are put in order in quadratic time:
 * what is too long for every field is left as it is, for the field's own limit to refuse (SEC-07, SEC-94).
 */
export function unicodeForm(text: string, form: "NFC" | "NFD" | "NFKC" | "NFKD"): string {
  return text.length > LONGEST ? text : text.normalize(form);
}
