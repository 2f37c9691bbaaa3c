import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { testEnv } from "@/lib/testing/environment";
import { inChunks, openFromBrowser, type Seal, sealForBrowser } from "./sealed-for-browser";

const draft = z.strictObject({ email: z.string() });
const value = { email: "camille@example.org" };
const now = new Date("2026-01-05T09:00:00Z");
const seal: Seal = { env: testEnv(), name: "attache.draft", now };
const at = (seconds: number): Seal => ({ ...seal, now: new Date(now.getTime() + seconds * 1000) });

describe("SEC-30 · a value kept on the visitor's side", () => {
  test("comes back as it was, and tells whoever holds the cookie nothing", async () => {
    const sealed = await sealForBrowser(seal, value, 60);
    expect(await openFromBrowser(seal, sealed, draft)).toEqual(value);
    const readable = sealed.split(".").map((part) => Buffer.from(part, "base64url").toString());
    expect(readable.join("")).not.toContain("camille");
    expect(await sealForBrowser(seal, value, 60)).not.toBe(sealed);
  });

  test("ends with its lifetime, to the second", async () => {
    const sealed = await sealForBrowser(seal, value, 900);
    expect(await openFromBrowser(at(900), sealed, draft)).toEqual(value);
    expect(await openFromBrowser(at(901), sealed, draft)).toBeNull();
  });

  test("what was sealed as a recap never opens as a draft", async () => {
    const recap = await sealForBrowser({ ...seal, name: "attache.recap" }, value, 60);
    expect(await openFromBrowser(seal, recap, draft)).toBeNull();
  });

  test("altered, cut or made-up, it is as if it were absent", async () => {
    const sealed = await sealForBrowser(seal, value, 60);
    const middle = Math.floor(sealed.length / 2);
    const altered = `${sealed.slice(0, middle)}${sealed[middle] === "A" ? "B" : "A"}${sealed.slice(middle + 1)}`;
    for (const odd of [altered, sealed.slice(0, -4), `${sealed}A`, "", "a.b.c.d.e", sealed.repeat(2)]) {
      expect(await openFromBrowser(seal, odd, draft)).toBeNull();
    }
  });

  test("of a shape this release does not know, it is as if it were absent", async () => {
    for (const odd of [{}, { email: 1 }, { ...value, role: "administrator" }, null, "text"]) {
      expect(await openFromBrowser(seal, await sealForBrowser(seal, odd, 60), draft)).toBeNull();
    }
  });

  test("a small cookie that unpacks into megabytes is refused", async () => {
    const bomb = await sealForBrowser(seal, { email: "a".repeat(2_000_000) }, 60);
    expect(bomb.length).toBeLessThan(20_000);
    expect(await openFromBrowser(seal, bomb, draft)).toBeNull();
  });

  test("SEC-16 · opens with the older key while it is in the ring, and no longer", async () => {
    const [old, fresh] = ["1:the-first-key-of-the-cookies-0000000001", "2:the-second-key-of-the-cookies-000000002"];
    const sealed = await sealForBrowser({ ...seal, env: testEnv({ AUTH_SECRET: old }) }, value, 60);
    const withKeys = (keys: string): Seal => ({ ...seal, env: testEnv({ AUTH_SECRET: keys }) });
    expect(await openFromBrowser(withKeys(`${fresh},${old}`), sealed, draft)).toEqual(value);
    expect(await openFromBrowser(withKeys(fresh), sealed, draft)).toBeNull();
  });
});

test("a value travels in at most three cookies of a size that browsers keep", async () => {
  const random = (bytes: number) => ({ email: randomBytes(bytes).toString("hex") });
  const large = await sealForBrowser(seal, random(4000), 60);
  const chunks = inChunks(large);
  expect(chunks?.length).toBe(3);
  expect(chunks?.join("")).toBe(large);
  expect(Math.max(...(chunks ?? []).map(({ length }) => length))).toBeLessThanOrEqual(3800);
  expect(inChunks(await sealForBrowser(seal, random(8000), 60))).toBeNull();
});
