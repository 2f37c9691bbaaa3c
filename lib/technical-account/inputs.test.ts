import { expect, test } from "vitest";
import { secretTicketInput, technicalAccountInput, technicalRenewalInput } from "./inputs";

const structureId = "5b7ad4a0-1f3c-4a2e-9d55-0c6d3a1b2c3d";
const other = "6b7ad4a0-1f3c-4a2e-9d55-0c6d3a1b2c3d";

test("R-1002 · a form that says nothing of limits asks for none", () => {
  expect(technicalAccountInput.parse({ structureId })).toEqual({ structureId, readOnly: false, only: null });
});

test("R-1002 · one or several structures of the list, each once; a list that is not chosen does not count", () => {
  const listed = { structureId, access: "read", reach: "listed" };
  expect(technicalAccountInput.parse({ ...listed, structureIds: other })).toMatchObject({
    readOnly: true,
    only: [other],
  });
  expect(technicalAccountInput.parse({ ...listed, structureIds: [other, structureId, other] })).toMatchObject({
    only: [other, structureId],
  });
  expect(technicalAccountInput.parse({ structureId, reach: "all", structureIds: [other] })).toMatchObject({
    only: null,
  });
});

test("R-1002 · an empty list is refused beside the list", () => {
  const { error } = technicalAccountInput.safeParse({ structureId, reach: "listed" });
  expect(error?.issues).toMatchObject([{ path: ["structureIds"], message: "M-01" }]);
});

test("SEC-04 · fields that no form has, odd ids and too many are refused", () => {
  for (const odd of [
    { status: "active" },
    { structureIds: "1" },
    { access: "admin" },
    { structureIds: Array(501).fill(other) },
  ]) {
    expect(technicalAccountInput.safeParse({ structureId, ...odd }).success).toBe(false);
  }
});

test("R-1007 · the old password dies at once unless a day is chosen with that choice", () => {
  expect(technicalRenewalInput.parse({ structureId, keepUntil: "" })).toMatchObject({ keepUntil: null });
  expect(technicalRenewalInput.parse({ structureId, overlap: "none", keepUntil: "2026-01-20" })).toMatchObject({
    keepUntil: null,
  });
  expect(technicalRenewalInput.parse({ structureId, overlap: "until", keepUntil: "2026-01-20" })).toMatchObject({
    keepUntil: "2026-01-20",
  });
  const issueOf = (keepUntil: string) =>
    technicalRenewalInput.safeParse({ structureId, overlap: "until", keepUntil }).error?.issues[0];
  expect(issueOf("")).toMatchObject({ path: ["keepUntil"], message: "M-01" });
  for (const odd of ["2026-02-30", "20/01/2026", "2026-1-2"]) {
    expect(issueOf(odd)).toMatchObject({ path: ["keepUntil"], message: "M-16-date" });
  }
});

test("R-1006 · the browser's ticket is an id and 256 bits, nothing else", () => {
  const key = "A".repeat(43);
  expect(secretTicketInput.safeParse({ id: other, key }).success).toBe(true);
  for (const odd of [
    { id: "1", key },
    { id: other, key: key.slice(1) },
    { id: other, key, more: 1 },
  ]) {
    expect(secretTicketInput.safeParse(odd).success).toBe(false);
  }
});
