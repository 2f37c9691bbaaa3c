import { expect, onTestFinished, test, vi } from "vitest";
import { startTurnstileStandIn, type TurnstileBehaviour } from "@/e2e/support/turnstile-stand-in";
import { testEnv } from "@/lib/testing/environment";
import { createTurnstile } from "./turnstile";

const expected = { action: "sign-up", origin: "192.0.2.7" };

async function aCheck({ timeoutMs = 5000, env = {} }: { timeoutMs?: number; env?: Record<string, string> } = {}) {
  const standIn = await startTurnstileStandIn();
  onTestFinished(standIn.close);
  // Each outage is logged; the log is the console.
  vi.spyOn(console, "info").mockReturnValue();
  return { standIn, check: createTurnstile(testEnv({ TURNSTILE_VERIFY_URL: standIn.url, ...env }), { timeoutMs }) };
}

test("SEC-29 · a person who passed the check is let through", async () => {
  const { standIn, check } = await aCheck();
  expect(await check.verify("ok-sign-up-1", expected)).toEqual({ kind: "human" });
  expect(Object.fromEntries(standIn.asked()[0] ?? [])).toEqual({
    secret: "test-secret-key",
    response: "ok-sign-up-1",
    remoteip: "192.0.2.7",
    idempotency_key: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("SEC-29 · a token counts once: sent again, it is refused", async () => {
  const { check } = await aCheck();
  await check.verify("ok-sign-up-1", expected);
  expect(await check.verify("ok-sign-up-1", expected)).toEqual({ kind: "refused" });
});

test.each([
  ["false", "made-up"],
  ["too old", "expired-1"],
  ["of another form", "ok-resend-1"],
  ["of another site", "ok-sign-up-1@elsewhere.example"],
])("SEC-29 · a token that is %s is refused", async (_what, token) => {
  const { check } = await aCheck();
  expect(await check.verify(token, expected)).toEqual({ kind: "refused" });
});

test.each([
  ["missing", ""],
  ["longer than any real one", "x".repeat(2049)],
])("SEC-29 · a token that is %s is refused without asking", async (_what, token) => {
  const { standIn, check } = await aCheck();
  expect(await check.verify(token, expected)).toEqual({ kind: "refused" });
  expect(standIn.asked()).toEqual([]);
});

test("SEC-29 · a token made on one of our other hosts is let through, whatever the port", async () => {
  const { check } = await aCheck({ env: { ALLOWED_HOSTS: "preview.example:8443" } });
  expect(await check.verify("ok-sign-up-1@preview.example", expected)).toEqual({ kind: "human" });
});

test.each(["unknown", "2001:db8:1:2::/64"])("SEC-10 · %j is no address, and none is told", async (origin) => {
  const { standIn, check } = await aCheck();
  await check.verify("ok-sign-up-1", { ...expected, origin });
  expect(standIn.asked()[0]?.has("remoteip")).toBe(false);
});

test("R-318 · one failure of site-verify is tried again under the same number", async () => {
  const { standIn, check } = await aCheck();
  standIn.behave("fails-once");
  expect(await check.verify("ok-sign-up-1", expected)).toEqual({ kind: "human" });
  const numbers = standIn.asked().map((form) => form.get("idempotency_key"));
  expect(numbers).toHaveLength(2);
  expect(new Set(numbers).size).toBe(1);
});

test.each<TurnstileBehaviour>(["broken", "not-json", "hangs", "stalls"])(
  "SEC-29 · while site-verify is %s nobody is let through, and nobody is called a robot",
  async (behaviour) => {
    const { standIn, check } = await aCheck({ timeoutMs: 200 });
    standIn.behave(behaviour);
    expect(await check.verify("ok-sign-up-1", expected)).toEqual({ kind: "unavailable" });
    expect(standIn.asked()).toHaveLength(2);
  },
);

test("SEC-29 · while site-verify is out of reach nobody is let through", async () => {
  const { standIn, check } = await aCheck();
  await standIn.close();
  expect(await check.verify("ok-sign-up-1", expected)).toEqual({ kind: "unavailable" });
});

test("SEC-18 · a key that site-verify does not know is our fault, not the visitor's", async () => {
  const { standIn, check } = await aCheck();
  standIn.behave("wrong-key");
  expect(await check.verify("ok-sign-up-1", expected)).toEqual({ kind: "unavailable" });
});

const noKeys = { TURNSTILE_SITE_KEY: undefined, TURNSTILE_SECRET_KEY: undefined };
test.each([
  ["switched off on purpose", { NODE_ENV: "production", TURNSTILE: "off" }],
  ["in the demonstration", { NODE_ENV: "production", DEMO: "1", ...noKeys }],
  ["in development without keys", { NODE_ENV: "development", ...noKeys }],
])("R-318 · %s, the check is off", async (_what, env) => {
  const check = createTurnstile(testEnv(env));
  expect(check.siteKey).toBeNull();
  expect(await check.verify("", expected)).toEqual({ kind: "human" });
});

test("R-318 · production without keys lets nobody through", async () => {
  const check = createTurnstile(testEnv({ NODE_ENV: "production", ...noKeys }));
  expect(await check.verify("ok-sign-up-1", expected)).toEqual({ kind: "unavailable" });
});
