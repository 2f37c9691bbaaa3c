import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { drawRecoveryCodes } from "./draw-recovery-codes";
import { parseRecoveryCode } from "./recovery-code";

test("SEC-48 · ten codes, each of 100 bits of its own, each hashed", async () => {
  const ctx = await testContext();
  const drawn = await drawRecoveryCodes(ctx);
  if (drawn.kind !== "drawn") throw new Error(drawn.kind);
  const { written, hashes } = drawn.codes;
  expect(new Set(written.map((code) => parseRecoveryCode(code)?.letters)).size).toBe(10);
  expect(hashes.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(ctx.passwords.hashes).toBe(10);
  const letters = parseRecoveryCode(written[3] ?? "")?.letters ?? "";
  expect(await ctx.passwords.verify(hashes[3]?.codeHash ?? null, letters)).toEqual({ kind: "right" });
});

test("SEC-37 · a full queue is told, and nothing is drawn", async () => {
  const ctx = await testContext();
  ctx.passwords.overloaded = true;
  expect(await drawRecoveryCodes(ctx)).toEqual({ kind: "overloaded" });
});
