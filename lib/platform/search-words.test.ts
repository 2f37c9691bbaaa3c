import { expect, test } from "vitest";
import { searchWords } from "./search-words";

test("a search is cut into words, a SIRET typed in groups stays one, and wildcards find themselves alone", () => {
  expect(searchWords("  Anne   Martin ")).toEqual(["Anne", "Martin"]);
  expect(searchWords("123 456 789 00012")).toEqual(["12345678900012"]);
  expect(searchWords("100%_\\")).toEqual(["100\\%\\_\\\\"]);
  expect(searchWords("a b c d e f")).toHaveLength(5);
  expect(searchWords(" ")).toEqual([]);
});
