import { expect, test } from "vitest";
import { tickedIds } from "./ticked-ids";

const [one, other] = ["7f1c4f3e-7f0a-4a63-9c86-0d4f9f7a8f11", "0b6f3cc0-6d2e-4d25-a70c-7d7a3a4a5f22"];

test("R-852, R-907 · one ticked box arrives as a text, several as a list, none not at all", () => {
  const ids = tickedIds(2);
  expect(ids.parse(one)).toEqual([one]);
  expect(ids.parse([one, other])).toEqual([one, other]);
  expect(ids.parse(undefined)).toEqual([]);
  for (const odd of ["1 or 1=1", [one, "x"], [one, other, one], { 0: one }]) {
    expect(ids.safeParse(odd).success).toBe(false);
  }
});
