import { expect, test } from "vitest";
import { z } from "zod";
import { toldTogether } from "./told-together";

const form = toldTogether(
  z.strictObject({ label: z.string().min(1, "M-01"), password: z.string().optional() }),
  "password",
);

test("A11Y-05 · what the act judges is told empty along with the other mistakes, and alone by the act", () => {
  expect(mistakes({ label: "", password: " " })).toEqual([
    ["label", "M-01"],
    ["password", "M-01"],
  ]);
  expect(mistakes({ label: "Carte", password: "" })).toEqual([]);
  expect(mistakes({ label: "", password: "secret" })).toEqual([["label", "M-01"]]);
  expect(mistakes({ password: "" })).toHaveLength(2);
});

test("A11Y-05 · a field that was not on the screen is not asked for, nor one that may be empty", () => {
  expect(mistakes({ label: "" })).toEqual([["label", "M-01"]]);
  const free = toldTogether(form, "label", ({ password }) => password === "none");
  expect(free.safeParse({ label: "", password: "none" }).error?.issues).toHaveLength(1);
});

function mistakes(typed: object) {
  return form.safeParse(typed).error?.issues.map(({ path, message }) => [path[0], message]) ?? [];
}
