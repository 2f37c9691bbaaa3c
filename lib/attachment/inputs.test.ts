import { expect, test } from "vitest";
import { attachmentRequestInput, requestCorrectionInput, structureSearchInput } from "./inputs";

const structureId = "7f1c4f3e-7f0a-4a63-9c86-0d4f9f7a8f11";
const departmentId = "0b6f3cc0-6d2e-4d25-a70c-7d7a3a4a5f22";

test("R-853 · a comment of several lines is told as one, and an empty one is none", () => {
  const commentOf = (comment?: string) => attachmentRequestInput.parse({ structureId, comment }).comment;
  expect(commentOf(" Bonjour,\r\n\r\nj'arrive\nlundi. ")).toBe("Bonjour, j'arrive lundi.");
  expect(commentOf("\n")).toBeNull();
  expect(commentOf()).toBeNull();
  expect(attachmentRequestInput.parse({ structureId })).toEqual({ structureId, departmentIds: [], comment: null });
});

test("R-853 · SEC-32 · 255 characters are a comment, one more is M-06, an invisible one M-16-text", () => {
  const messageOf = (comment: string) =>
    attachmentRequestInput.safeParse({ structureId, comment }).error?.issues[0]?.message;
  expect(messageOf("é".repeat(255))).toBeUndefined();
  expect(messageOf("é".repeat(256))).toBe("M-06");
  expect(messageOf("a\u202eb")).toBe("M-16-text");
});

test("R-852 · one ticked department arrives as a text, several as a list", () => {
  const idsOf = (departmentIds?: unknown) => attachmentRequestInput.parse({ structureId, departmentIds }).departmentIds;
  expect(idsOf(departmentId)).toEqual([departmentId]);
  expect(idsOf([departmentId, structureId])).toEqual([departmentId, structureId]);
  expect(idsOf()).toEqual([]);
  expect(attachmentRequestInput.safeParse({ structureId, departmentIds: "1 or 1=1" }).success).toBe(false);
});

test("SEC-04 · a field that nobody asked for is refused: no role, no status, no other person", () => {
  for (const extra of [{ role: "primary-manager" }, { status: "approved" }, { accountId: structureId }]) {
    expect(attachmentRequestInput.safeParse({ structureId, ...extra }).success).toBe(false);
    expect(requestCorrectionInput.safeParse({ attachmentId: structureId, ...extra }).success).toBe(false);
  }
});

test("R-853 · a search needs a type of ours and an identifier", () => {
  expect(structureSearchInput.safeParse({ identifierType: "SIRET", identifier: "1" }).success).toBe(true);
  expect(structureSearchInput.safeParse({ identifierType: "IBAN", identifier: "1" }).error?.issues[0]?.message).toBe(
    "M-01",
  );
  expect(structureSearchInput.safeParse({ identifierType: "SIRET" }).error?.issues[0]?.message).toBe("M-01");
});

test("R-853, A11Y-05 · an empty type and an empty identifier are told at once", () => {
  const { issues } = structureSearchInput.safeParse({ identifierType: "", identifier: "" }).error ?? {};
  expect(issues?.map(({ path }) => path[0])).toEqual(["identifierType", "identifier"]);
});
