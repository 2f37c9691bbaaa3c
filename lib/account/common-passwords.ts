import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as french } from "@zxcvbn-ts/language-fr";
import { unicodeForm } from "@/lib/platform/unicode-form";

/**
 * The passwords that everybody chooses (R-410, SEC-35), as a set of stems and the ways in which people dress them up
 * to please a rule: `Bienvenue2026!` is the stem `bienvenue`. Each stem stands for some 100,000 passwords that meet
 * the policy, which no list of leaked passwords holds one by one. Loaded at its first use: see password.ts.
 */
export function isCommonPassword(password: string): boolean {
  const text = fold(password);
  return isStem(text) || isRepetition(text) || isWalk(text) || isDressed(text);
}

/** Without case and accents. */
export function fold(text: string): string {
  return unicodeForm(text, "NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** With letters in the place of the digits and signs that stand for them. */
export function unleet(folded: string): string {
  return folded.replace(/[01345789@$!€|+]/g, (sign) => leet[sign] ?? sign);
}

const leet: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "€": "e",
  "|": "l",
  "+": "t",
};

/** Leaked passwords; then what people here begin with: frequent words, first names, months, days, seasons. */
const stems = new Set(
  [
    ...common["passwords-common"],
    ...french["commonWords-fr"].slice(0, 5000),
    ...french["firstnames-fr"],
    ...french["months-fr"],
    ...french["daysOfWeek-fr"],
    ...french["seasons-fr"],
    ...["administrateur", "changezmoi", "changeme", "facture", "facturation", "factures", "motdepasse", "portail"],
  ]
    .map(fold)
    .filter((stem) => stem.length >= 4),
);

/** `motdepasse`, `mot-de-passe`, `m0tdepa$$e`. */
function isStem(text: string): boolean {
  return [text, unleet(text)].some((reading) => stems.has(reading.replace(/[ '_.-]/g, "")));
}

/** One thing said again and again: `aaaaaaaaaaaa`, `Abc1Abc1Abc1`, `MotDePasseMotDePasse`. */
function isRepetition(text: string): boolean {
  const [, unit = ""] = /^(.{1,32}?)(?:[ _.-]?\1)+$/su.exec(text) ?? [];
  return isShortRepeat(text) || (unit !== "" && (isStem(unit) || isWalk(unit) || isDressed(unit)));
}

function isShortRepeat(text: string): boolean {
  return /^(.{1,4}?)\1{2,}$/su.test(text) || /^(\d{4})\1$/.test(text);
}

/** Keys that lie side by side, with a jump now and then: `azertyuiop`, `1qaz2wsx3edc`, `123456789`. */
function isWalk(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at++) if (areNeighbours(text.charAt(at - 1), text.charAt(at))) steps++;
  return text.length >= 4 && steps >= Math.floor((text.length - 1) * 0.8);
}

/** A stem, a run of keys or a repeat with a number, a year or signs before or behind it. */
function isDressed(text: string): boolean {
  for (let start = 0; start <= 8 && isOrnament(text.slice(0, start)); start++)
    for (let end = text.length; end >= text.length - 12 && end - start >= 4; end--) {
      const stem = text.slice(start, end);
      if (isOrnament(text.slice(end)) && (isStem(stem) || isWalk(stem) || isShortRepeat(stem))) return true;
    }
  return false;
}

/** Up to four digits, a run (`12345678`), a repeat (`77777777`) or a date, and up to four signs. */
function isOrnament(text: string): boolean {
  if (/[a-z]/.test(text)) return false;
  const digits = text.replace(/\D/g, "");
  if (text.length - digits.length > 4) return false;
  return digits.length <= 4 || isWalk(digits) || isShortRepeat(digits) || aDate.test(digits);
}

const aDate =
  /^(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:1\d|20)?\d{2}|(?:1\d|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/;

const keyboards: Record<string, (string | null)[]>[] = [adjacencyGraphs.qwerty, adjacencyGraphs.azerty];

function areNeighbours(a: string, b: string): boolean {
  // Digits follow each other beyond the ends of the keyboard too: 9, 0, 1.
  if (/\d/.test(a) && /\d/.test(b) && [1, 9].includes(Math.abs(Number(a) - Number(b)))) return true;
  return a !== b && keyboards.some((graph) => graph[a]?.some((keys) => keys?.includes(b)));
}
