import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { testEnv } from "@/lib/testing/environment";
import { makeCursor, readCursor } from "./cursor";

const env = testEnv();
const scope = { technicalAccountId: "a", endpoint: "list", filter: ["x", "approved"] };
const position = z.int();

test("SEC-84 · a cursor leads on in its own list, and in no other", () => {
  const cursor = makeCursor(env, scope, 7);
  expect(readCursor(env, scope, { cursor, position })).toBe(7);
  for (const other of [
    { ...scope, technicalAccountId: "b" },
    { ...scope, endpoint: "other" },
    { ...scope, filter: ["x", null] },
    { ...scope, filter: ["y", "approved"] },
  ]) {
    expect(readCursor(env, other, { cursor, position })).toBeNull();
  }
  expect(readCursor(testEnv({ API_SECRET: `1:${"z".repeat(40)}` }), scope, { cursor, position })).toBeNull();
});

test("SEC-16 · it survives a rotation of the key", () => {
  const cursor = makeCursor(env, scope, 7);
  const rotated = testEnv({ API_SECRET: `2:${"z".repeat(40)},1:test-secret-of-the-technical-accounts-01` });
  expect(readCursor(rotated, scope, { cursor, position })).toBe(7);
});

test("SEC-84 · a cursor of an earlier release that means nothing any more is refused", () => {
  const cursor = makeCursor(env, scope, { page: 7 });
  expect(readCursor(env, scope, { cursor, position })).toBeNull();
});

test("SEC-84 · whatever else is sent is no cursor", () => {
  const made = makeCursor(env, scope, 7);
  for (const cursor of ["", ".", `${made}x`, `${made}=`, `${made}.`, ` ${made}`, made.slice(1), made.slice(0, -1)]) {
    expect(readCursor(env, scope, { cursor, position })).toBeNull();
  }
  const bytes = Buffer.from(made, "base64url");
  for (const [place, byte] of bytes.entries()) {
    const cursor = Buffer.from(bytes.with(place, byte ^ 1)).toString("base64url");
    expect(readCursor(env, scope, { cursor, position })).toBeNull();
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (cursor) => readCursor(env, scope, { cursor, position }) === null),
  );
});

test("a cursor shows nobody what it holds: addresses are written into logs", () => {
  const cursor = makeCursor(env, scope, { familyName: "Aubigné" });
  expect(Buffer.from(cursor, "base64url").includes("Aubign")).toBe(false);
  expect(makeCursor(env, scope, { familyName: "Aubigné" })).not.toBe(cursor);
});
