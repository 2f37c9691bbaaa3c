import { describe, expect, test } from "vitest";
import {
  changeTo,
  changeToMatch,
  givesMore,
  isNoChange,
  type LiveSubscription,
  noChange as none,
  type Permissions,
  withRequests,
} from "./permissions";

function holding(subscriptions: Partial<LiveSubscription>[], departmentIds: string[] = []): Permissions {
  const usual = { workspace: "ENGAGEMENTS", departmentId: null, access: "read", status: "active" } as const;
  return { departmentIds, subscriptions: subscriptions.map((one, index) => ({ id: `s${index}`, ...usual, ...one })) };
}

describe("R-830 · exactly these permissions", () => {
  test("the same ones are no change", () => {
    const change = changeTo(holding([{}], ["d1"]), {
      departmentIds: ["d1"],
      workspaces: [{ workspace: "ENGAGEMENTS", access: "read" }],
    });
    expect(change).toEqual(none);
    expect([isNoChange(change), givesMore(change)]).toEqual([true, false]);
  });

  test("what is missing comes once, for the whole structure; what is too much ends, department by department", () => {
    const current = holding([{ departmentId: "d1" }, { departmentId: "d2" }], ["d1", "d2"]);
    const grant = { workspace: "DUME", access: "write" } as const;
    const change = changeTo(current, { departmentIds: ["d2", "d3", "d3"], workspaces: [grant, grant] });
    expect(change).toEqual({
      ...none,
      addDepartments: ["d3"],
      removeDepartments: ["d1"],
      open: [{ ...grant, departmentId: null }],
      end: [
        { id: "s0", workspace: "ENGAGEMENTS" },
        { id: "s1", workspace: "ENGAGEMENTS" },
      ],
    });
    expect(givesMore(change)).toBe(true);
  });

  test("a mode holds for every department; a request of the same line is granted, others go on waiting", () => {
    const current = holding([
      { departmentId: "d1" },
      { departmentId: "d2", access: "write" },
      { workspace: "DUME", status: "pending" },
      { workspace: "SUIVI_FLUX", status: "pending" },
    ]);
    const change = changeTo(current, {
      departmentIds: [],
      workspaces: [
        { workspace: "ENGAGEMENTS", access: "write" },
        { workspace: "DUME", access: "write" },
      ],
    });
    expect(change).toEqual({
      ...none,
      alter: [{ id: "s0", workspace: "ENGAGEMENTS", access: "write", from: "read" }],
      approve: [{ id: "s2", workspace: "DUME", access: "write" }],
    });
  });
});

test("R-703 R-906 · who is given a workspace that he asked for is granted his requests, each where he made it", () => {
  const current = holding([
    { workspace: "DUME", departmentId: "d1", status: "pending" },
    { workspace: "DUME", departmentId: "d2", status: "pending" },
  ]);
  const change = changeTo(current, { departmentIds: [], workspaces: [{ workspace: "DUME", access: "write" }] });
  expect(change).toEqual({
    ...none,
    approve: [
      { id: "s0", workspace: "DUME", access: "write" },
      { id: "s1", workspace: "DUME", access: "write" },
    ],
  });
});

test("R-705 · who becomes a manager waits for nothing that is open: he gets it as he asked for it, once", () => {
  const current = holding([
    { departmentId: "d1", status: "pending" },
    { workspace: "DUME", status: "pending" },
    { workspace: "SUIVI_FLUX", status: "pending" },
    { workspace: "FACTURES_EMISES" },
  ]);
  const change = { ...none, approve: [{ id: "s1", workspace: "DUME", access: "write" } as const] };
  expect(withRequests(change, { ...current, openWorkspaces: ["ENGAGEMENTS", "DUME", "FACTURES_EMISES"] })).toEqual({
    ...none,
    approve: [
      { id: "s1", workspace: "DUME", access: "write" },
      { id: "s0", workspace: "ENGAGEMENTS", access: "read" },
    ],
  });
});

test("R-812 · what is copied from another person leaves out the departments that have closed", () => {
  const model = { ...holding([{ departmentId: "d1" }, { departmentId: "d2" }], ["d1", "d2"]), openDepartments: ["d2"] };
  expect(changeToMatch(holding([]), model)).toEqual({
    ...none,
    addDepartments: ["d2"],
    open: [{ workspace: "ENGAGEMENTS", access: "read", departmentId: "d2" }],
  });
});

test("R-910 · to have what another has: added and aligned line by line, nothing ends, his requests are not copied", () => {
  const current = holding([{}, { workspace: "SUIVI_FLUX" }], ["d1"]);
  const model = holding(
    [{ access: "write" }, { departmentId: "d2" }, { workspace: "DUME", status: "pending" }],
    ["d1", "d2"],
  );
  expect(changeToMatch(current, { ...model, openDepartments: ["d1", "d2"] })).toEqual({
    ...none,
    addDepartments: ["d2"],
    alter: [{ id: "s0", workspace: "ENGAGEMENTS", access: "write", from: "read" }],
    open: [{ workspace: "ENGAGEMENTS", access: "read", departmentId: "d2" }],
  });
});
