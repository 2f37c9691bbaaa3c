import { z } from "zod";
import { unicodeForm } from "./unicode-form";

/** Controls, and what shows nothing or reorders what is shown: bidi, zero-width, fillers, line separators, lone surrogates. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;

/** One line of text as people type it: composed (NFC), single spaces, nothing at the ends (SEC-32). */
export function tidyLine(raw: string): string {
  // Spaces first: many of them are no reason to leave the words uncomposed.
  return unicodeForm(raw.replace(/[\t\p{Zs}]+/gu, " ").replace(/^ | $/g, ""), "NFC");
}

/** Whether a text holds a character that a reader could not see (SEC-32). */
export function hasUnprintable(text: string): boolean {
  return unprintable.test(text);
}

/** How many characters a person would count, near enough: 128 emoji are 128. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** A line of free text that a form asks for: M-01, M-06 or M-16-text (SEC-32, R-1107). */
export function plainText(max: number) {
  return z
    .string("M-01")
    .transform(tidyLine)
    .pipe(z.string().min(1, "M-01").check(atMost(max), isPrintable));
}

/** The same where nothing has to be typed: null when left empty. */
export function optionalPlainText(max: number) {
  return z
    .string("M-16")
    .default("")
    .transform(tidyLine)
    .pipe(z.string().check(atMost(max), isPrintable))
    .transform((text) => text || null);
}

/** A field of several lines, told as one. */
export function onOneLine<Line extends z.ZodType>(line: Line) {
  return z.preprocess((text) => (typeof text === "string" ? text.replace(/[\r\n]+/g, " ") : text), line);
}

/** M-06 above a number of characters; zod's own `max` counts an emoji twice. */
export function atMost(max: number) {
  return z.superRefine<string>((text, context) => {
    if (lengthOf(text) <= max) return;
    context.addIssue({ code: "too_big", origin: "string", maximum: max, message: "M-06", input: text });
  });
}

const isPrintable = z.refine<string>((text) => !hasUnprintable(text), "M-16-text");
