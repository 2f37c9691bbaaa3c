import { expect, test } from "vitest";
import { mandateInput } from "./inputs";

test("R-821, A11Y-05 · all that was left empty is told at once", () => {
  const structureId = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const empty = { structureId, label: "", identifierType: "", identifier: "" };
  const paths = mandateInput.safeParse(empty).error?.issues.map(({ path }) => path[0]);
  expect(paths).toEqual(["label", "identifierType", "identifier"]);
});
