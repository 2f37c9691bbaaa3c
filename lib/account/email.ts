import { z } from "zod";
import type { MessageId } from "@/lib/i18n/language";
import { unicodeForm } from "@/lib/platform/unicode-form";

/** An address in canonical form: ASCII, lower case, domain as A-labels (adresse électronique; SEC-20, SEC-21). */
export type Email = string & { readonly __brand: "Email" };

const MAX_LENGTH = 254;
const MAX_LOCAL_PART = 64;
/** RFC 5321 dot-atom: no quoted local part, hence no comment, comma, bracket or second @. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** What a domain may be typed with: letters, their marks, digits, hyphens, dots; nothing that IDNA would silently drop. */
const plainDomain = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{Nd}.-])+$/u;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const topLevelLabel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/;

/** The one parser of addresses: the canonical form, or null for whatever is not plainly one address (SEC-20). */
export function parseEmail(raw: string): Email | null {
  // Looked at before anything is done to it, so that a megabyte costs nothing.
  if (raw.length > MAX_LENGTH * 2) return null;
  const [local = "", typedDomain = "", ...more] = trimSpaces(raw).split("@");
  if (more.length > 0) return null;

  const lowerLocal = asciiLowerCase(local);
  if (lowerLocal.length > MAX_LOCAL_PART || !localPart.test(lowerLocal)) return null;
  const domain = canonicalDomain(typedDomain);
  if (domain === null) return null;

  const email = `${lowerLocal}@${domain}`;
  // The one place where an Email is made.
  return email.length <= MAX_LENGTH ? (email as Email) : null;
}

/** An address a form asks for: M-01 when empty, M-02 when it is not one. */
export const emailField = z.string("M-01" satisfies MessageId).transform((raw, context): Email => {
  const email = parseEmail(raw);
  if (email) return email;
  const message: MessageId = trimSpaces(raw) === "" ? "M-01" : "M-02";
  context.issues.push({ code: "custom", message, input: raw });
  return z.NEVER;
});

/** Enough of an address for its owner to recognise it, and no more (`a•••@domaine.fr`). */
export function maskEmail(email: string): string {
  return `${email.charAt(0)}•••${email.slice(email.indexOf("@"))}`;
}

/** Spaces come along when an address is pasted; a line break or an invisible character does not come by accident. */
function trimSpaces(raw: string): string {
  return raw.replace(/^[ \t\u00a0]+/, "").replace(/(?<![ \t\u00a0])[ \t\u00a0]+$/, "");
}

/** Not toLowerCase(): it turns the Kelvin sign into an ordinary k. */
function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function canonicalDomain(typed: string): string | null {
  if (!plainDomain.test(typed)) return null;
  // Full-width, circled and other look-alikes would be folded into plain letters and dots: refused instead.
  if ([...typed].some((character) => unicodeForm(character, "NFKC") !== character)) return null;
  const address = `http://${typed}`;
  // The platform's own UTS-46, the one browsers use. It also reads 1.2.3 as an IPv4 address: not a top-level label.
  if (!URL.canParse(address)) return null;
  const labels = new URL(address).hostname.split(".");
  if (labels.length < 2 || !topLevelLabel.test(labels.at(-1) ?? "")) return null;
  return labels.every(isCanonicalLabel) ? labels.join(".") : null;
}

function isCanonicalLabel(text: string): boolean {
  if (!label.test(text)) return false;
  return text.slice(2, 4) !== "--" || (text.startsWith("xn--") && text.length > 4 && !text.endsWith("-"));
}
