import { describe, expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import { checkAnswer, normaliseAnswer, secretQuestionField, secretQuestions } from "./secret-question";

const beside = {
  question: "firstPet",
  email: "anne.martin@domaine.fr",
  password: "éléphant-vert 42",
} as const;

describe("R-413 · the secret question", () => {
  test("there are twelve, each worded in both languages and unlike the others", () => {
    expect(secretQuestions).toHaveLength(12);
    for (const { questions } of [fr.passwords, en.passwords]) {
      expect(Object.keys(questions).sort()).toEqual([...secretQuestions].sort());
      expect(new Set(Object.values(questions)).size).toBe(12);
    }
  });

  test("a question that is not of the list is none", () => {
    expect(secretQuestionField.parse("firstPet")).toBe("firstPet");
    for (const other of ["", "FirstPet", "toString", "__proto__", ["firstPet"], undefined])
      expect(secretQuestionField.safeParse(other).error?.issues[0]?.message).toBe("M-01");
  });

  test.each([["Rex"], ["Félix le Chat"], ["  Médor  "], ["x".repeat(100)], ["😀".repeat(100)], ["田中家"]])(
    "%s is an answer",
    (answer) => expect(checkAnswer(answer, beside)).toEqual({ kind: "accepted", answer: normaliseAnswer(answer) }),
  );

  test.each([
    ["nothing", "", "M-01"],
    ["spaces", "   ", "M-01"],
    ["two letters", "Re", "M-16-answer"],
    ["two letters and spaces", " R  e ".replace("  ", ""), "M-16-answer"],
    ["accents without letters", "\u0301\u0301\u0301", "M-16-answer"],
    ["101 characters", "x".repeat(101), "M-06"],
    ["a megabyte", "x".repeat(1_000_000), "M-06"],
    ["the question", fr.passwords.questions.firstPet, "M-16-answer"],
    [
      "the question without accents or its mark",
      "quel etait le nom de votre premier animal de compagnie",
      "M-16-answer",
    ],
    ["the question in the other language", en.passwords.questions.firstPet.toUpperCase(), "M-16-answer"],
    ["the login", " Anne.Martin@domaine.fr ", "M-16-answer"],
    ["the password", "éléphant-vert 42", "M-16-answer"],
    ["the password in capitals", "ELEPHANT-VERT  42", "M-16-answer"],
  ])("%s is refused", (_, answer, message) => expect(checkAnswer(answer, beside)).toMatchObject({ message }));
});

describe("R-414 · an answer is compared as people remember it", () => {
  test.each([
    ["Félix le Chat", "FELIX  LE CHAT"],
    ["Félix", "Fe\u0301lix"],
    ["rue de l'Église", "Rue de l’église"],
    ["Saint\u00a0Malo", " saint malo "],
    ["Ｍedor", "medor"],
    ["af\ufb01che", "AFFICHE"],
    ["12½", "121⁄2"],
  ])("%s is %s", (one, other) => expect(normaliseAnswer(one)).toBe(normaliseAnswer(other)));

  test("normalising twice changes nothing", () => {
    for (const text of ["Félix", "İstanbul", "ẞtraße", "ﷺ", "\u0344x", "Å ﬁ ½", "ΣΑΣ"])
      expect(normaliseAnswer(normaliseAnswer(text))).toBe(normaliseAnswer(text));
  });

  test("another answer stays another", () => {
    expect(normaliseAnswer("Rex 2")).not.toBe(normaliseAnswer("Rex2"));
    expect(normaliseAnswer("Medor")).not.toBe(normaliseAnswer("Medora"));
  });
});
