import { describe, expect, test } from "vitest";
import { type AccountStanding, actsOn, stateOf } from "./account-state";

const now = new Date("2026-01-05T09:00:00Z");
const actorId = "support";
const standing: AccountStanding = {
  accountId: "somebody",
  status: "active",
  lockedUntil: null,
  reactivationRequestedAt: null,
  hasSecondFactor: false,
  sessions: 0,
};

describe("R-501 · the state of an account", () => {
  test.each([
    [{}, "active"],
    [{ lockedUntil: new Date("2026-01-05T09:00:00.001Z") }, "locked"],
    [{ lockedUntil: now }, "active"],
    [{ status: "deactivated" }, "deactivated"],
    // A lock of the past, or one that outlives the deactivation, changes nothing.
    [{ status: "deactivated", lockedUntil: new Date("2026-01-05T09:10:00Z") }, "deactivated"],
    [{ status: "erased" }, "erased"],
  ] as const)("%j is %s", (details, state) => {
    expect(stateOf({ ...standing, ...details }, now)).toBe(state);
  });
});

describe("R-1401 · R-501 · what support can do", () => {
  test.each([
    ["an active account", {}, ["start-reset", "deactivate-account"]],
    [
      "a locked one, signed in, with a second factor",
      { lockedUntil: new Date("2026-01-05T09:10:00Z"), sessions: 2, hasSecondFactor: true },
      ["unlock-account", "start-reset", "remove-factors", "end-sessions", "deactivate-account"],
    ],
    ["a deactivated one", { status: "deactivated" }, ["reactivate-account"]],
    [
      "a deactivated one whose owner wants it back (R-506)",
      { status: "deactivated", reactivationRequestedAt: now },
      ["reactivate-account", "dismiss-reactivation"],
    ],
    ["an erased one", { status: "erased" }, []],
    [
      "one's own: neither reset, nor second factor, nor deactivation",
      { accountId: actorId, sessions: 1, hasSecondFactor: true },
      ["end-sessions"],
    ],
  ] as const)("%s", (_who, details, acts) => {
    expect(actsOn({ ...standing, ...details }, { actorId, now })).toEqual(acts);
  });
});
