import { encode } from "next-auth/jwt";
import { expect, test, vi } from "vitest";
import type { Context } from "@/lib/platform/context";
import { readAccessToken } from "@/lib/technical-account/access-token";
import { testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { aManagerOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { sessionCookie } from "@/lib/web/cookie-names";
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from "./route";

const opened = vi.hoisted(() => ({ live: async (): Promise<unknown> => null }));
vi.mock("@/lib/platform/live", () => ({ live: () => opened.live() }));

const asked = (login: string, password: string, from = "192.0.2.1") =>
  new Request("http://localhost:3000/api/oauth/token", {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: login, client_secret: password }),
    headers: { "x-forwarded-for": `203.0.113.9, ${from}` },
  });

test("SEC-79 · SEC-10 · failures are counted by where they come from, not by what they say of it", async () => {
  const ctx = await testContext({ env: { TRUSTED_PROXIES: "10.0.0.0/8" } });
  opened.live = async (): Promise<Context> => ctx;
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { login, password } = await aTechnicalAccountOf(ctx, structure);
  const waits = vi.spyOn(globalThis, "setTimeout");
  const longest = () => Math.max(0, ...waits.mock.calls.map(([, wait]) => wait ?? 0).filter((wait) => wait === 250));
  for (let turn = 0; turn < 3; turn++) expect((await POST(asked(login, "wrong"))).status).toBe(401);
  expect((await POST(asked(login, "wrong", "192.0.2.2"))).status).toBe(401);
  expect(longest()).toBe(0);
  expect((await POST(asked(login, "wrong"))).status).toBe(401);
  expect(longest()).toBe(250);
  expect((await POST(asked(login, password))).status).toBe(200);
});

test("SEC-18 · without its database it gives nothing, and says when to come back", async () => {
  const logged = vi.spyOn(console, "info").mockImplementation(() => {});
  opened.live = async () => {
    throw new Error("the database is away");
  };
  const answer = await POST(asked("TECH_0", "password-of-nobody"));
  expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual([
    503,
    "5",
    "no-store",
  ]);
  expect(await answer.json()).toMatchObject({ error: "temporarily_unavailable" });
  expect(JSON.stringify(logged.mock.calls)).not.toContain("password-of-nobody");
});

test("SEC-75 · every other method is refused by the same hand", () => {
  for (const method of [GET, HEAD, PUT, PATCH, DELETE, OPTIONS]) expect(method).toBe(POST);
});

test("SEC-76 · a cookie of the portal is no access token, under whatever key", async () => {
  const env = testEnv();
  const now = new Date("2026-01-05T09:00:00Z");
  const token = { aud: "api", sub: crypto.randomUUID(), sec: crypto.randomUUID(), exp: now.getTime() / 1000 + 3600 };
  for (const [key] of [env.AUTH_SECRET, env.API_SECRET]) {
    const cookie = await encode({ token, secret: key?.secret ?? "", salt: sessionCookie(false), maxAge: 3600 });
    expect(cookie.length).toBeGreaterThan(100);
    expect(readAccessToken(env, cookie, now)).toBeNull();
  }
});
