import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { testEnv } from "@/lib/testing/environment";
import { deleteLoginCookie } from "./login-cookie";
import { type OwnPurpose, readOwnSealed, readSealed, writeOwnSealed, writeSealed } from "./sealed-cookie";

const jar = vi.hoisted(() => new Map<string, string>());
vi.mock("next/headers", () => ({
  cookies: async () => ({
    has: (name: string) => jar.has(name),
    get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),
    set: (name: string, value: string, { maxAge }: { maxAge: number }) =>
      maxAge > 0 ? jar.set(name, value) : jar.delete(name),
  }),
}));
vi.mock("@/lib/platform/live", () => ({
  live: async () => ({ env: testEnv(), now: () => new Date("2026-01-05T09:00:00Z") }),
}));

const individual = { identifierType: "PARTICULIER", identifier: "185057511600112" };
const schema = z.strictObject({ identifierType: z.string(), identifier: z.string() });
const purposes = [
  "mandate-draft",
  "recovery-codes",
  "technical-secret",
  "structure-search",
  "new-identifier",
  "new-structure",
] as const satisfies OwnPurpose[];

beforeEach(() => jar.clear());

test.each(purposes)(
  "SEC-63 · the next person on a browser is shown nothing that one before him kept: %s",
  async (of) => {
    const [first, next] = [randomUUID(), randomUUID()];
    await writeOwnSealed(of, first, { value: individual, lifetime: 900 });
    expect(await readOwnSealed(of, next, schema)).toBeNull();
    expect(await readOwnSealed(of, first, schema)).toEqual(individual);
  },
);

test("SEC-43, SEC-63 · signing out leaves nothing on the browser that its person kept, and no more than that is lost", async () => {
  const person = randomUUID();
  for (const purpose of purposes) await writeOwnSealed(purpose, person, { value: individual, lifetime: 900 });
  await writeSealed("draft", individual, 900);
  await deleteLoginCookie();
  for (const purpose of purposes) expect(await readOwnSealed(purpose, person, schema)).toBeNull();
  expect([...jar.keys()].map((name) => name.replace("__Host-", ""))).toEqual(["attache.draft.0"]);
  expect(await readSealed("draft", schema)).toEqual(individual);
});
