import { hash as argon2Hash, parseOptions } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { argon2Hasher, needsRehash } from "./password-hash";

const hasher = argon2Hasher();
const PASSWORD = "éléphant-vert 42";

async function hashOf(secret: string): Promise<string> {
  const outcome = await hasher.hash(secret);
  if (outcome.kind !== "hashed") throw new Error(outcome.kind);
  return outcome.hash;
}

test("SEC-37 · what is stored is Argon2id with 19456 KiB, two passes, one lane and a salt of its own", async () => {
  const hash = await hashOf(PASSWORD);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(parseOptions(hash)).toMatchObject({ saltLen: 16, outputLen: 32 });
  expect(await hashOf(PASSWORD)).not.toBe(hash);
});

test("R-412 · a person is recognised by the right password and by no other", async () => {
  const hash = await hashOf(PASSWORD);
  expect(await hasher.verify(hash, PASSWORD)).toEqual({ kind: "right" });
  expect(await hasher.verify(hash, `${PASSWORD} `)).toEqual({ kind: "wrong" });
  expect(await hasher.verify(hash, "")).toEqual({ kind: "wrong" });
});

test("R-410 · a password typed with composed or decomposed accents is the same password", async () => {
  expect(await hasher.verify(await hashOf(PASSWORD.normalize("NFD")), PASSWORD)).toEqual({ kind: "right" });
  expect(await hasher.verify(await hashOf(PASSWORD), PASSWORD.normalize("NFD"))).toEqual({ kind: "right" });
});

test("R-410 · a password is never truncated: its last character counts", async () => {
  const hash = await hashOf(`${"😀".repeat(127)}a`);
  expect(await hasher.verify(hash, `${"😀".repeat(127)}b`)).toEqual({ kind: "wrong" });
});

describe("SEC-38 · without an account, a decoy is verified", () => {
  test("it is never right", async () => {
    for (const secret of ["", PASSWORD, "undefined"])
      expect(await hasher.verify(null, secret)).toEqual({ kind: "wrong" });
  });

  test("it costs what a true hash costs", async () => {
    const hash = await hashOf(PASSWORD);
    await hasher.verify(null, "warm");
    const known: number[] = [];
    const unknown: number[] = [];
    // In turn, so that a busy machine slows both alike.
    for (let round = 0; round < 9; round++) {
      known.push(await timed(() => hasher.verify(hash, "wrong password")));
      unknown.push(await timed(() => hasher.verify(null, "wrong password")));
    }
    // The quickest of each: with the decoy left out, the second would be about zero.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2);
    expect(Math.min(...unknown)).toBeLessThan(Math.min(...known) * 2);
  });
});

describe("SEC-18 · a damaged stored hash is a wrong password", () => {
  test.each([
    "",
    "x",
    "$argon2id$",
    "$argon2id$v=19$m=19456,t=2,p=1$",
    "$argon2id$v=19$m=0,t=0,p=0$AAAAAAAAAAA$AAAAAAAAAAA",
    "$2b$10$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu",
    `$argon2id$v=19$m=19456,t=2,p=1$${"A".repeat(10_000)}`,
  ])("%j", async (damaged) => {
    expect(await hasher.verify(damaged, PASSWORD)).toEqual({ kind: "wrong" });
    expect(needsRehash(damaged)).toBe(true);
  });

  test("a hash of another kind of Argon2 is one too", async () => {
    // 1: Argon2i, a constant that exists only as a type.
    const other = await argon2Hash(PASSWORD, { algorithm: 1 });
    expect(await hasher.verify(other, PASSWORD)).toEqual({ kind: "wrong" });
  });
});

test("SEC-37 · a hash made with older parameters still opens, and asks to be made again", async () => {
  const older = await argon2Hash(PASSWORD, { memoryCost: 8192, timeCost: 2, parallelism: 1 });
  expect(await hasher.verify(older, PASSWORD)).toEqual({ kind: "right" });
  expect(needsRehash(older)).toBe(true);
  expect(needsRehash(await hashOf(PASSWORD))).toBe(false);
});

test("SEC-37 · when many sign in at once, as many as fit are served in turn and the others are told", async () => {
  const small = argon2Hasher({ atOnce: 1, waiting: 2 });
  const order: number[] = [];
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, async (_, person) => {
      const outcome = await small.hash(PASSWORD);
      if (outcome.kind === "hashed") order.push(person);
      return outcome.kind;
    }),
  );
  expect(outcomes).toEqual(["hashed", "hashed", "hashed", ...Array(7).fill("overloaded")]);
  expect(order).toEqual([0, 1, 2]);
  // The queue is free again afterwards.
  expect((await small.hash(PASSWORD)).kind).toBe("hashed");
});

test("SEC-37 · 500 people at once: nobody crashes the portal, and the page goes on answering meanwhile", async () => {
  const hash = await hashOf(PASSWORD);
  let beats = 0;
  const heart = setInterval(() => beats++, 5);
  const outcomes = await Promise.all(Array.from({ length: 500 }, () => hasher.verify(hash, PASSWORD)));
  clearInterval(heart);
  expect(outcomes.filter((outcome) => outcome.kind === "wrong")).toEqual([]);
  expect(outcomes.filter((outcome) => outcome.kind === "right").length).toBeGreaterThanOrEqual(65);
  expect(outcomes.some((outcome) => outcome.kind === "overloaded")).toBe(true);
  expect(beats).toBeGreaterThan(20);
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
