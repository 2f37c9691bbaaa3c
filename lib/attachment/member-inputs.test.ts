import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { massActionInput, memberChangeInput, suspensionInput } from "./member-inputs";

const ids = { structureId: randomUUID(), attachmentId: randomUUID() };

test("R-830 · a mode a workspace; what is not sent or set to none is not given", () => {
  const sent = {
    ...ids,
    role: "member",
    "access-ENGAGEMENTS": "read",
    "access-DUME": "none",
    "access-SUIVI_FLUX": "write",
  };
  expect(memberChangeInput.parse(sent)).toEqual({
    ...ids,
    role: "member",
    departmentIds: [],
    workspaces: [
      { workspace: "ENGAGEMENTS", access: "read" },
      { workspace: "SUIVI_FLUX", access: "write" },
    ],
  });
});

test("SEC-04, SEC-64 · no form makes a primary manager, and unknown fields are refused", () => {
  expect(memberChangeInput.safeParse({ ...ids, role: "primary-manager" }).success).toBe(false);
  expect(memberChangeInput.safeParse({ ...ids, role: "member", "access-ADMIN": "write" }).success).toBe(false);
  expect(suspensionInput.safeParse({ ...ids, status: "approved" }).success).toBe(false);
});

test("R-851 · a day, or none; an odd one is told", () => {
  expect(suspensionInput.parse({ ...ids, reactivateOn: "" }).reactivateOn).toBeNull();
  expect(suspensionInput.parse(ids).reactivateOn).toBeNull();
  expect(suspensionInput.parse({ ...ids, reactivateOn: "2026-12-31" }).reactivateOn).toBe("2026-12-31");
  for (const reactivateOn of ["31/12/2026", "2026-02-30", "demain"]) {
    const { error } = suspensionInput.safeParse({ ...ids, reactivateOn });
    expect(error?.issues[0]?.message).toBe("M-16-date");
  }
});

test("R-907 · one ticked box or many, and no more than a page can have", () => {
  const { structureId, attachmentId } = ids;
  const chosen = (rattachement: unknown) =>
    massActionInput.safeParse({ structureId, action: "detacher", rattachement }).data?.rattachement;
  expect(chosen(attachmentId)).toEqual([attachmentId]);
  expect(chosen([attachmentId, attachmentId])).toEqual([attachmentId, attachmentId]);
  expect(chosen(undefined)).toEqual([]);
  expect(chosen(Array(51).fill(attachmentId))).toBeUndefined();
});
