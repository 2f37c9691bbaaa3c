import { expect, test } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { openUnder, openValue, sealUnder, sealValue } from "./seal-value";

const one = "1:first-key-of-the-sealed-values-000001";
const two = "2:second-key-of-the-sealed-values-00002";
const owner = { purpose: "iban", ownerId: "structure-1" } as const;
const value = "FR7630006000011234567890189";

test("SEC-101 · a sealed value says nothing of itself, and opens for its owner alone", () => {
  const env = testEnv({ DATA_SECRET: one });
  const sealed = sealValue(env, { ...owner, value });
  expect(sealed).not.toContain("FR76");
  expect(sealValue(env, { ...owner, value })).not.toBe(sealed);
  expect(openValue(env, { ...owner, sealed })).toBe(value);
  expect(openValue(env, { ...owner, ownerId: "structure-2", sealed })).toBeNull();
});

test("SEC-16 · after the key was changed, what an older one sealed is still read", () => {
  const sealed = sealValue(testEnv({ DATA_SECRET: one }), { ...owner, value });
  const rotated = testEnv({ DATA_SECRET: `${two},${one}` });
  expect(openValue(rotated, { ...owner, sealed })).toBe(value);
  expect(sealValue(rotated, { ...owner, value })).toMatch(/^2\./);
});

test("SEC-101 · an altered value, or one whose key is gone, does not open", () => {
  const env = testEnv({ DATA_SECRET: one });
  const sealed = sealValue(env, { ...owner, value });
  const flipped = `${sealed.slice(0, -2)}${sealed.at(-2) === "A" ? "B" : "A"}${sealed.slice(-1)}`;
  for (const odd of [flipped, sealed.slice(0, 20), "1.", "", "iban", sealed.replace("1.", "3.")]) {
    expect(openValue(env, { ...owner, sealed: odd })).toBeNull();
  }
  expect(openValue(testEnv({ DATA_SECRET: two }), { ...owner, sealed })).toBeNull();
});

test("R-1006 · what is sealed under a key of its own opens with that key alone, and where it belongs", () => {
  const key = Buffer.alloc(32, 7).toString("base64url");
  const other = Buffer.alloc(32, 8).toString("base64url");
  const sealed = sealUnder(key, { value, boundTo: "row-1" });
  expect(sealed).not.toContain("FR76");
  expect(sealUnder(key, { value, boundTo: "row-1" })).not.toBe(sealed);
  expect(openUnder(key, { sealed, boundTo: "row-1" })).toBe(value);
  expect(openUnder(key, { sealed, boundTo: "row-2" })).toBeNull();
  expect(openUnder(other, { sealed, boundTo: "row-1" })).toBeNull();
  for (const odd of ["", "short", `${sealed.slice(0, -4)}AAAA`]) {
    expect(openUnder(key, { sealed: odd, boundTo: "row-1" })).toBeNull();
  }
  expect(openUnder("a-key-that-is-too-short", { sealed, boundTo: "row-1" })).toBeNull();
});
