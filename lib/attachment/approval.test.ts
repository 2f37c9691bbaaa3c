import { expect, test } from "vitest";
import { grantsOf, mayGive, sortDepartments } from "./approval";

test("R-906 · SEC-64 · SEC-68 · who may give which role", () => {
  const givenBy = (capacity: Parameters<typeof mayGive>[1]["capacity"], more = {}) =>
    (["member", "secondary-manager", "primary-manager"] as const).filter((role) =>
      mayGive(role, { hasSecondaryManagers: true, capacity, ...more }),
    );
  expect(givenBy("secondary-manager")).toEqual(["member"]);
  expect(givenBy("primary-manager")).toEqual(["member", "secondary-manager"]);
  expect(givenBy("administrator")).toEqual(["member"]);
  expect(givenBy("primary-manager", { hasSecondaryManagers: false })).toEqual(["member"]);
});

test("R-906 · what was never asked for is neither approved nor refused", () => {
  const asked = ["a", "b"].map((id) => ({ id, isOpen: true }));
  expect(sortDepartments(asked, ["b", "c"])).toEqual({ approved: ["b"], refused: ["a"] });
  expect(sortDepartments(asked, "asked")).toEqual({ approved: ["a", "b"], refused: [] });
  expect(sortDepartments([], [])).toEqual({ approved: [], refused: [] });
});

test("R-812 · SEC-67 · what closed since it was asked for is refused, ticked or not", () => {
  const asked = [
    { id: "a", isOpen: false },
    { id: "b", isOpen: true },
  ];
  expect(sortDepartments(asked, ["a", "b"])).toEqual({ approved: ["b"], refused: ["a"] });
  expect(sortDepartments(asked, "asked")).toEqual({ approved: ["b"], refused: ["a"] });
});

test("R-703 · R-706 · only what is open is granted; of a workspace named twice, the last word counts", () => {
  const open = ["ENGAGEMENTS", "FACTURES_EMISES"] as const;
  expect(grantsOf(open, { role: "member", workspaces: "default" })).toEqual([
    { workspace: "FACTURES_EMISES", access: "write" },
  ]);
  expect(grantsOf(open, { role: "primary-manager", workspaces: "default" })).toHaveLength(2);
  expect(grantsOf(["ENGAGEMENTS"], { role: "member", workspaces: "default" })).toEqual([]);
  const twice = [
    { workspace: "ENGAGEMENTS", access: "read" },
    { workspace: "SUIVI_FLUX", access: "write" },
    { workspace: "ENGAGEMENTS", access: "write" },
  ] as const;
  expect(grantsOf(open, { role: "member", workspaces: [...twice] })).toEqual([
    { workspace: "ENGAGEMENTS", access: "write" },
  ]);
});
