import { expect, test } from "vitest";
import { type Capacity, mayAs, type Right, rights } from "./rights";

const capacities = ["member", "secondary-manager", "primary-manager", "administrator"] as const;

/** The table of R-005, as the specification draws it: US, GS, GP, A. */
const table: Record<Right, [US: boolean, GS: boolean, GP: boolean, A: boolean]> = {
  "view-sheet": [true, true, true, false],
  "request-subscription": [true, true, true, false],
  "leave-structure": [true, true, false, false],
  "edit-sheet": [false, true, true, false],
  "manage-workspaces": [false, true, true, false],
  "decide-requests": [false, true, true, true],
  "manage-members": [false, true, true, false],
  "manage-secondary-managers": [false, false, true, false],
  "transfer-management": [false, false, true, true],
  "change-identifier": [false, false, true, true],
  "manage-technical-account": [false, false, true, false],
};

const cells = Object.entries(table).flatMap(([right, row]) =>
  capacities.map((capacity, column): [Capacity, Right, boolean] => [capacity, right as Right, row[column] ?? false]),
);

test.each(cells)("R-005 · SEC-60 · a %s and the right '%s': %s", (capacity, right, allowed) => {
  expect(mayAs(capacity, right)).toBe(allowed);
});

test("R-005 · SEC-60 · no right of the code is missing in the table, nor the other way round", () => {
  expect(Object.keys(rights).sort()).toEqual(Object.keys(table).sort());
});
