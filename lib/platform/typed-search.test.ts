import { expect, test } from "vitest";
import { searchWords } from "./search-words";
import { typedSearch } from "./typed-search";

test.each([
  ["  Perles   SARL ", "Perles   SARL"],
  ["\0", ""],
  ["Perles\0SARL", "Perles SARL"],
  ["Perles\r\n\tSARL\u0085", "Perles SARL"],
  ["Perles \ud800", "Perles"],
  ["Crèche 😀", "Crèche 😀"],
])("SEC-84 · a search is one line without what is no character: %j", (typed, search) => {
  expect(typedSearch(typed)).toBe(search);
});

test("SEC-84 · a search has an end, and no half of a character there", () => {
  expect(typedSearch("x".repeat(300))).toHaveLength(200);
  expect(typedSearch("x".repeat(300), 254)).toHaveLength(254);
  expect(typedSearch(`${"x".repeat(199)}😀`)).toBe("x".repeat(199));
});

test("SEC-84 · no word of a search holds a character that the database does not take", () => {
  expect(searchWords("\0")).toEqual([]);
  expect(searchWords("Per\0les 100%")).toEqual(["Per", "les", "100\\%"]);
});
