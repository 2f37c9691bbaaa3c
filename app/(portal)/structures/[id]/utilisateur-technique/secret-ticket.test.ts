import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import type { z } from "zod";
import { testEnv } from "@/lib/testing/environment";
import { sealForBrowser } from "@/lib/web/sealed-for-browser";
import { keepTicket, openWithTicket } from "./secret-ticket";

const jar = vi.hoisted(() => ({ value: null as unknown, lifetime: 0 }));

vi.mock("@/lib/web/sealed-cookie", () => ({
  readSealed: async <T>(_: string, schema: z.ZodType<T>) => schema.safeParse(jar.value).data ?? null,
  writeSealed: async (_: string, value: unknown, lifetime: number) => Object.assign(jar, { value, lifetime }),
}));

beforeEach(() => Object.assign(jar, { value: null, lifetime: 0 }));

test("SEC-81 · the password of one structure does not take away the ticket of another's", async () => {
  const [first, second] = [aTicket(), aTicket()];
  await keepTicket(first);
  await keepTicket(second);
  for (const wanted of [first, second]) {
    expect(await openWithTicket(async (ticket) => (ticket.id === wanted.id ? ticket : null))).toEqual(wanted);
  }
  expect(jar.lifetime).toBe(600);
});

test("SEC-81 · the newest ticket is tried first, and what it opens is all that is tried", async () => {
  const [first, second] = [aTicket(), aTicket()];
  await keepTicket(first);
  await keepTicket(second);
  const tried: string[] = [];
  await openWithTicket(async ({ id }) => {
    tried.push(id);
    return id;
  });
  expect(tried).toEqual([second.id]);
});

test("SEC-81 · no ticket, or none that opens anything: nothing", async () => {
  expect(await openWithTicket(async (ticket) => ticket)).toBeNull();
  await keepTicket(aTicket());
  expect(await openWithTicket(async () => null)).toBeNull();
});

test("SEC-81 · tickets do not pile up: four at most, in a cookie that leaves room for the others", async () => {
  const tickets = Array.from({ length: 9 }, aTicket);
  for (const ticket of tickets) await keepTicket(ticket);
  expect(jar.value).toEqual(tickets.slice(-4).reverse());
  const seal = { env: testEnv(), name: "__Host-attache.technical-secret", now: new Date("2026-01-05T09:00:00Z") };
  expect((await sealForBrowser(seal, jar.value, 600)).length).toBeLessThan(1500);
});

function aTicket() {
  return { id: randomUUID(), key: randomBytes(32).toString("base64url") };
}
