import { expect, test } from "vitest";
import { changesOf } from "./changes";

test("R-1201 · each field that differs, with the value before and after; what is absent on one side is null", () => {
  const fields = ["label", "phone", "city", "isOpen"] as const;
  expect(
    changesOf(fields, { label: "Atelier", city: "Rennes", isOpen: false }, { city: "Rennes", isOpen: true }),
  ).toEqual({ label: { from: "Atelier", to: null }, isOpen: { from: false, to: true } });
});
