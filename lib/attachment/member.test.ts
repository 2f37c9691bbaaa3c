import { describe, expect, test } from "vitest";
import type { Capacity, Role } from "@/lib/structure/rights";
import { isWithinReach, rolesToGive } from "./member";

describe("R-006, SEC-64 · whom one may suspend, reactivate, detach or change", () => {
  const reach: [Capacity, Role, boolean][] = [
    ["primary-manager", "primary-manager", false],
    ["primary-manager", "secondary-manager", true],
    ["primary-manager", "member", true],
    ["secondary-manager", "primary-manager", false],
    ["secondary-manager", "secondary-manager", false],
    ["secondary-manager", "member", true],
    ["member", "primary-manager", false],
    ["member", "secondary-manager", false],
    ["member", "member", false],
    ["administrator", "primary-manager", false],
    ["administrator", "secondary-manager", false],
    ["administrator", "member", false],
  ];

  test.each(reach)("as %s on a %s: %s", (capacity, role, expected) => {
    expect(isWithinReach({ capacity, accountId: "one" }, { accountId: "another", role })).toBe(expected);
    // Nobody acts on himself, whatever he is.
    expect(isWithinReach({ capacity, accountId: "one" }, { accountId: "one", role })).toBe(false);
  });
});

test("C-17, SEC-71 · the primary manager alone gives the second role, and nobody where it is switched off", () => {
  expect(rolesToGive("primary-manager", true)).toEqual(["member", "secondary-manager"]);
  expect(rolesToGive("secondary-manager", true)).toEqual(["member"]);
  expect(rolesToGive("primary-manager", false)).toEqual(["member"]);
});
