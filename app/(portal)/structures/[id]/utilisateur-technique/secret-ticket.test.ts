import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import type { z } from "zod";
import type { Permit } from "@/lib/structure/permit";
import { testEnv } from "@/lib/testing/environment";
import { sealForBrowser } from "@/lib/web/sealed-for-browser";
import { keepTicket, openWithTicket } from "./secret-ticket";

const jar = vi.hoisted(() => ({ value: null as unknown, lifetime: 0 }));

vi.mock("@/lib/web/sealed-cookie", () => ({
  readOwnSealed: async <T>(_: string, _accountId: string, schema: z.ZodType<T>) =>
    schema.safeParse(jar.value).data ?? null,
  writeOwnSealed: async (_: string, _accountId: string, kept: object) => Object.assign(jar, kept),
}));

const permit = { holder: { accountId: randomUUID() } } as Permit;

beforeEach(() => Object.assign(jar, { value: null, lifetime: 0 }));

test("SEC-81 · the password of one structure does not take away the ticket of another's", async () => {
  const [first, second] = [aTicket(), aTicket()];
  await keepTicket(permit, first);
  await keepTicket(permit, second);
  for (const wanted of [first, second]) {
    expect(await openWithTicket(permit, async (ticket) => (ticket.id === wanted.id ? ticket : null))).toEqual(wanted);
  }
  expect(jar.lifetime).toBe(600);
});

test("SEC-81 · the newest ticket is tried first, and what it opens is all that is tried", async () => {
  const [first, second] = [aTicket(), aTicket()];
  await keepTicket(permit, first);
  await keepTicket(permit, second);
  const tried: string[] = [];
  await openWithTicket(permit, async ({ id }) => {
    tried.push(id);
    return id;
  });
  expect(tried).toEqual([second.id]);
});

test("SEC-81 · no ticket, or none that opens anything: nothing", async () => {
  expect(await openWithTicket(permit, async (ticket) => ticket)).toBeNull();
  await keepTicket(permit, aTicket());
  expect(await openWithTicket(permit, async () => null)).toBeNull();
});

test("SEC-81 · tickets do not pile up: four at most, in a cookie that leaves room for the others", async () => {
  const tickets = Array.from({ length: 9 }, aTicket);
  for (const ticket of tickets) await keepTicket(permit, ticket);
  expect(jar.value).toEqual(tickets.slice(-4).reverse());
  const kept = { accountId: permit.holder.accountId, value: jar.value };
  const seal = { env: testEnv(), name: "__Host-attache.technical-secret", now: new Date("2026-01-05T09:00:00Z") };
  expect((await sealForBrowser(seal, kept, 600)).length).toBeLessThan(1500);
});

function aTicket() {
  return { id: randomUUID(), key: randomBytes(32).toString("base64url") };
}
