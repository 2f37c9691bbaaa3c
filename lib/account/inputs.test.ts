import { expect, test } from "vitest";
import { activationInput } from "./inputs";

test("R-413, A11Y-05 · the answer is asked for along with the question, where there is one", () => {
  const typed = { password: "a", confirmation: "a" };
  const missing = (more: object) =>
    activationInput.safeParse({ ...typed, ...more }).error?.issues.map(({ path }) => path[0]) ?? [];
  expect(missing({ secretQuestion: "", secretAnswer: "" })).toEqual(["secretQuestion", "secretAnswer"]);
  expect(missing({})).toEqual([]);
});
