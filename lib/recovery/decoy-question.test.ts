import { expect, test } from "vitest";
import { type Email, parseEmail } from "@/lib/account/email";
import { secretQuestions } from "@/lib/account/secret-question";
import { decoyQuestion } from "./decoy-question";

const key = { DECOY_SECRET: "a key of thirty-two characters or more" };
const thousand = Array.from({ length: 1000 }, (_, n) => addressOf(`unknown.${n}@example.org`));

function addressOf(text: string): Email {
  const email = parseEmail(text);
  if (!email) throw new Error(text);
  return email;
}

test("SEC-50 · 1,000 unknown addresses give the same question twice, and every question comes up", () => {
  const first = thousand.map((email) => decoyQuestion(key, email));
  expect(thousand.map((email) => decoyQuestion(key, email))).toEqual(first);
  const often = secretQuestions.map((question) => first.filter((one) => one === question).length);
  // 83 each on average; under 40 or above 130 would happen once in millions of lists.
  expect(Math.min(...often)).toBeGreaterThan(40);
  expect(Math.max(...often)).toBeLessThan(130);
});

test("R-416 · however the address is typed, its question is one; another key would choose others", () => {
  expect(decoyQuestion(key, addressOf(" Camille@EXAMPLE.org "))).toBe(
    decoyQuestion(key, addressOf("camille@example.org")),
  );
  const others = thousand.filter(
    (email) => decoyQuestion({ DECOY_SECRET: "another key" }, email) !== decoyQuestion(key, email),
  );
  expect(others.length).toBeGreaterThan(800);
});
