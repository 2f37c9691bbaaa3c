import { describe, expect, test } from "vitest";
import { parseRecoveryCode, recoveryCodeFrom, writtenRecoveryCode } from "./recovery-code";

const random = Buffer.alloc(32, 0x0a).toString("base64url");

describe("R-425 · a recovery code", () => {
  test("begins with its position, in letters that are not mistaken for each other", () => {
    expect(writtenRecoveryCode(recoveryCodeFrom(random, 10))).toBe("10-AAAAA-AAAAA-AAAAA-AAAAA");
  });

  test.each([
    "3-AB0D1-EFGHJ-KMNPQ-RSTVW",
    "3 ab0d1 efghj kmnpq rstvw",
    "3ab0d1efghjkmnpqrstvw",
    " 3–ABOD1–EFGHJ–KMNPQ–RSTVW ",
    "3-abodi-efghj-kmnpq-rstvw",
    "3-abodl-efghj-kmnpq-rstvw",
  ])("is read as people type it: %s", (typed) => {
    expect(parseRecoveryCode(typed)).toEqual({ position: 3, letters: "AB0D1EFGHJKMNPQRSTVW" });
  });

  test("of the tenth position is not taken for one of the first", () => {
    expect(parseRecoveryCode("10-AAAAA-AAAAA-AAAAA-AAAAA")).toMatchObject({ position: 10 });
  });

  test.each([
    "",
    "3",
    "0-AAAAA-AAAAA-AAAAA-AAAAA",
    "11-AAAAA-AAAAA-AAAAA-AAAAA",
    "3-AAAAA",
    "AAAAA-AAAAA",
    "3-UUUUU-AAAAA-AAAAA-AAAAA",
  ])("is not %j", (typed) => {
    expect(parseRecoveryCode(typed)).toBeNull();
  });
});
