import { expect, test } from "vitest";
import { knownSecret } from "./known-device";
import { secretHash } from "./session";

test("SEC-40 · of a browser's secrets the one that the account gave out is told, and no other", () => {
  expect(knownSecret(["theirs", "mine"], secretHash("mine"))).toBe("mine");
  expect(knownSecret(["theirs"], secretHash("mine"))).toBeNull();
  expect(knownSecret(["theirs"], null)).toBeNull();
});
