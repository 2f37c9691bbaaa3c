import { z } from "zod";
import english from "@/lib/i18n/en/passwords.json";
import french from "@/lib/i18n/fr/passwords.json";
import type { MessageId } from "@/lib/i18n/language";
import { lengthOf } from "@/lib/platform/plain-text";
import { unicodeForm } from "@/lib/platform/unicode-form";

/** The twelve secret questions (question secrète), by the key that is stored; `passwords.questions` words them. */
export const secretQuestions = [
  "firstPet",
  "firstSchool",
  "firstTeacher",
  "childhoodStreet",
  "childhoodFriend",
  "childhoodDream",
  "childhoodBook",
  "grandmother",
  "firstJob",
  "firstVehicle",
  "firstConcert",
  "firstJourney",
] as const satisfies readonly (keyof typeof french.questions)[];
export type SecretQuestion = (typeof secretQuestions)[number];

/** The question that a form asks to choose: M-01 for anything else. */
export const secretQuestionField = z.enum(secretQuestions, "M-01" satisfies MessageId);

/** An answer in the only form that is hashed and compared. */
export type SecretAnswer = string & { readonly __brand: "SecretAnswer" };

export type AnswerOutcome =
  | { kind: "accepted"; answer: SecretAnswer }
  | { kind: "refused"; message: "M-01" | "M-16-answer" }
  | { kind: "refused"; message: "M-06"; max: number };

const MINIMUM_LENGTH = 3;
const MAXIMUM_LENGTH = 100;

/** Whether a person may choose this answer: 3 to 100 characters, and nothing that stands beside it. */
export function checkAnswer(
  typed: string,
  beside: { question: SecretQuestion; email: string; password: string },
): AnswerOutcome {
  // The first test spares composing an endless text.
  if (typed.length > MAXIMUM_LENGTH * 8 || lengthOf(unicodeForm(typed.trim(), "NFC")) > MAXIMUM_LENGTH)
    return { kind: "refused", message: "M-06", max: MAXIMUM_LENGTH };
  if (typed.trim() === "") return { kind: "refused", message: "M-01" };

  const answer = normaliseAnswer(typed);
  const taken = [french.questions[beside.question], english.questions[beside.question], beside.email, beside.password];
  const isTaken =
    taken.some((text) => lettersOf(text) === lettersOf(answer)) || taken.map(normaliseAnswer).includes(answer);
  if (lengthOf(answer) < MINIMUM_LENGTH || isTaken) return { kind: "refused", message: "M-16-answer" };
  return { kind: "accepted", answer };
}

/** Without case, accents and repeated spaces (NFKC): people do not remember how they typed it. */
export function normaliseAnswer(typed: string): SecretAnswer {
  const plain = unicodeForm(typed, "NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = unicodeForm(plain, "NFKC").replace(/[’‘ʼ]/g, "'").replace(/\s+/g, " ").trim();
  // The one place where a SecretAnswer is made.
  return folded as SecretAnswer;
}

/** A question mark left out does not make another answer of a question. */
function lettersOf(text: string): string {
  return normaliseAnswer(text).replace(/[^\p{L}\p{N}]/gu, "") || text;
}
