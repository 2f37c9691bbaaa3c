import { expect, test } from "vitest";
import { questionId } from "./question-id";

test.each([
  ["/structures/1/espaces?action=ajouter", "action=ajouter"],
  ["/mon-compte/sessions?action=fermer&session=7", "action=fermer&session=7"],
  ["/structures/1/espaces?page=2", undefined],
  ["/structures/1/espaces", undefined],
])("A11Y-22 · %s: the link that asks bears the id %s", (href, id) => {
  expect(questionId(href)).toBe(id);
});
