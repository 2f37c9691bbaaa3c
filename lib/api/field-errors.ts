import { createTranslator } from "next-intl";
import type { z } from "zod";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { Language, MessageId } from "@/lib/i18n/language";
import type { FieldError } from "./problem";

/** An endless list of mistakes helps nobody. */
const MOST_ERRORS = 20;
const LONGEST_NAME = 100;

/** What a schema found wrong, one sentence a field, in the words that forms use where they have some. */
export function fieldErrors(
  issues: z.core.$ZodIssue[],
  { of, language }: { of: FieldError["in"]; language: Language },
): FieldError[] {
  const messages = { fr, en }[language];
  const t = createTranslator({ locale: language, messages, namespace: "api" });
  const say = createTranslator({ locale: language, messages, namespace: "messages" });
  const errors = issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ in: of, field: nameOf([...path, key]), detail: t("fields.unknown") }));
    }
    return { in: of, field: nameOf(path), detail: sentenceOf(issue) };
  });
  return errors.slice(0, MOST_ERRORS);

  function sentenceOf(issue: z.core.$ZodIssue): string {
    // What forms ask for, too, carries the number of their sentence; M-16 speaks of identifiers.
    if (/^M-\d/.test(issue.message) && issue.message !== "M-16" && issue.message in messages.messages) {
      return say(issue.message as MessageId, issue.code === "too_big" ? { max: Number(issue.maximum) } : undefined);
    }
    if (issue.code === "too_small" && issue.minimum !== undefined)
      return t("fields.tooSmall", { min: Number(issue.minimum) });
    if (issue.code === "too_big") return t("fields.tooBig", { max: Number(issue.maximum) });
    if (issue.code === "invalid_type" && issue.input === undefined) return t("fields.missing");
    return t("fields.invalid");
  }
}

/** `workspaces.0.access`. */
function nameOf(path: string[]): string {
  return path.join(".").slice(0, LONGEST_NAME);
}
