import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { aTokenOf } from "@/lib/testing/api-callers";
import { anApiWorld, type CallAnswer, callApi } from "@/lib/testing/api-world";
import { testContext } from "@/lib/testing/context";
import { aPendingRequest } from "@/lib/testing/people";
import { endpoints } from "./endpoints";
import { problemBody } from "./problem";
import { LONGEST_BODY_BYTES } from "./read-json";

const someId = "6f1c0c52-7d0e-4b57-9d4a-0f3a5d2f8a11";
const addresses = endpoints.map(({ method, path }) => `${method} /api/v1${path.replace(/\{\w+\}/, someId)}`);

/** SEC-83: the media type, the shape, and the headers of every refusal. */
function expectProblem({ status, headers, body }: CallAnswer, code: string, expected: number): void {
  expect([body?.code, status]).toEqual([code, expected]);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(problemBody.strict().parse(body)).toEqual(body);
  expect(body).toMatchObject({ status, instance: `urn:uuid:${headers.get("x-request-id")}` });
  expect(body.type).toBe(
    `http://localhost:3000/documentation-api/reference#erreur-${code.toLowerCase().replaceAll("_", "-")}`,
  );
}

describe("who calls", () => {
  test.each(addresses)("SEC-82 · %s: nobody gets in without a token, and nothing is asked", async (line) => {
    const ctx = await testContext();
    ctx.queries();
    const answer = await callApi(ctx, line, { body: line.startsWith("POST") ? {} : undefined });
    expectProblem(answer, "NO_TOKEN", 401);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="attache"');
    expect(ctx.queries()).toBe(0);
  });

  test("SEC-77 · doubled and over-long credentials are refused, never skipped", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const bearer = `Bearer ${caller.token}`;
    const called = (authorization: string) => callApi(ctx, "GET /api/v1/me", { headers: { authorization } });
    const invalid = 'Bearer realm="attache", error="invalid_request"';
    for (const authorization of [`${bearer}, ${bearer}`, `${bearer}, Basic YTpi`, `Basic YTpi, ${bearer}`, "Bearer"]) {
      const answer = await called(authorization);
      expectProblem(answer, "MALFORMED_TOKEN", 400);
      expect(answer.headers.get("www-authenticate"), authorization).toBe(invalid);
    }
    const long = await called(`Bearer ${"a".repeat(100_000)}`);
    expectProblem(long, "TOKEN_TOO_LONG", 431);
    expect(long.headers.get("www-authenticate")).toBe(invalid);
    expect((await called(bearer)).status).toBe(200);
  });

  test("SEC-82 · another scheme than Bearer is no authentication, and is told how to authenticate", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    for (const authorization of [
      `Basic ${btoa(`${caller.login}:${caller.password}`)}`,
      caller.token,
      "Negotiate abc",
    ]) {
      const answer = await callApi(ctx, "GET /api/v1/me", { headers: { authorization } });
      expectProblem(answer, "NO_TOKEN", 401);
      expect(answer.headers.get("www-authenticate"), authorization).toBe('Bearer realm="attache"');
    }
  });

  test("SEC-76 · forged, foreign and expired tokens are all the same", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const [, version, claims = "", mark = ""] = caller.token.split(".");
    const other = { ...JSON.parse(Buffer.from(claims, "base64url").toString()), aud: "portal" };
    const reclaimed = Buffer.from(JSON.stringify(other)).toString("base64url");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${claims}.`;
    for (const token of [none, `att1.${version}.${reclaimed}.${mark}`, `att1.9.${claims}.${mark}`, "a"]) {
      const answer = await callApi(ctx, "GET /api/v1/me", { token });
      expectProblem(answer, "UNAUTHORISED", 401);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="attache", error="invalid_token"');
    }
    ctx.moveTo(new Date(ctx.now().getTime() + 3_600_000));
    expectProblem(await callApi(ctx, "GET /api/v1/me", caller), "UNAUTHORISED", 401);
  });

  test("R-1008 · an expired password is told as PASSWORD_EXPIRED", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    ctx.moveTo(new Date(ctx.now().getTime() + 100 * 86_400_000));
    const answer = await callApi(ctx, "GET /api/v1/me", { token: aTokenOf(ctx, caller) });
    expectProblem(answer, "PASSWORD_EXPIRED", 401);
  });

  test("SEC-78 · no call costs a slow hash", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    for (const line of addresses) {
      await callApi(ctx, line, { token: caller.token, body: line.startsWith("POST") ? {} : undefined });
    }
    expect([ctx.passwords.verifies, ctx.passwords.hashes]).toEqual([0, 0]);
  });
});

describe("R-1012, SEC-83 · 60 calls a minute", () => {
  test("each answer says what is left, the 61st call when to come back", async () => {
    const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
    const { caller } = await anApiWorld(ctx);
    const first = await callApi(ctx, "GET /api/v1/me", caller);
    expect(budgetOf(first)).toEqual({
      ratelimit: '"minute";r=59;t=60',
      "ratelimit-policy": '"minute";q=60;w=60',
      "ratelimit-limit": "60",
      "ratelimit-remaining": "59",
      "ratelimit-reset": "60",
      "retry-after": null,
    });
    // Refusals count as calls, and say what is left, too.
    const refused = await callApi(ctx, `GET /api/v1/structures/${someId}`, caller);
    expect(budgetOf(refused)).toMatchObject({ "ratelimit-remaining": "58" });
    await ctx.db
      .update(throttleCounters)
      .set({ used: 59 })
      .where(eq(throttleCounters.key, keyOf(caller)));
    ctx.moveTo("2026-01-05T09:00:17.200Z");
    const last = await callApi(ctx, "GET /api/v1/me", caller);
    expect([last.status, budgetOf(last)["ratelimit-remaining"], budgetOf(last)["ratelimit-reset"]]).toEqual([
      200,
      "0",
      "43",
    ]);
    const beyond = await callApi(ctx, "GET /api/v1/me", caller);
    expectProblem(beyond, "TOO_MANY_CALLS", 429);
    expect(budgetOf(beyond)).toMatchObject({
      ratelimit: '"minute";r=0;t=43',
      "ratelimit-policy": '"minute";q=60;w=60',
      "ratelimit-remaining": "0",
      "retry-after": "43",
    });
    ctx.moveTo("2026-01-05T09:00:59.999Z");
    expect((await callApi(ctx, "GET /api/v1/me", caller)).headers.get("retry-after")).toBe("1");
    ctx.moveTo("2026-01-05T09:01:00Z");
    expect(budgetOf(await callApi(ctx, "GET /api/v1/me", caller))).toMatchObject({ "ratelimit-remaining": "59" });
  });

  test("of 70 calls at once 60 get through", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const answers = await Promise.all(Array.from({ length: 70 }, () => callApi(ctx, "GET /api/v1/me", caller)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  test("one account's calls are not another's", async () => {
    const ctx = await testContext();
    const [one, other] = [await anApiWorld(ctx), await anApiWorld(ctx)];
    await callApi(ctx, "GET /api/v1/me", one.caller);
    await ctx.db.update(throttleCounters).set({ used: 61 });
    expect((await callApi(ctx, "GET /api/v1/me", one.caller)).status).toBe(429);
    expect((await callApi(ctx, "GET /api/v1/me", other.caller)).status).toBe(200);
  });
});

describe("what is asked", () => {
  test.each([
    "GET /api/v1",
    "GET /api/v1//me",
    "GET /api/v1/ME",
    "GET /api/v1/%6de",
    "GET /api/v1/structures/%2e%2e/me/x",
    "GET /api/v2/me",
    "POST /api/v1/attachment-requests//decision",
    "GET /api/v1/constructor",
  ])("%s is no address", async (line) => {
    const ctx = await testContext();
    expectProblem(await callApi(ctx, line), "NOT_FOUND", 404);
  });

  test.each([
    ["POST /api/v1/me", "GET, HEAD"],
    ["DELETE /api/v1/structures", "GET, HEAD"],
    ["OPTIONS /api/v1/structures", "GET, HEAD"],
    [`GET /api/v1/attachment-requests/${someId}/decision`, "POST"],
    ["PUT /api/v1/openapi.json", "GET, HEAD"],
  ])("%s: only %s", async (line, allowed) => {
    const ctx = await testContext();
    const answer = await callApi(ctx, line);
    expectProblem(answer, "METHOD_NOT_ALLOWED", 405);
    expect(answer.headers.get("allow")).toBe(allowed);
    // No other origin may call: nothing invites a browser.
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("SEC-84 · parameters that are unknown or doubled are refused, in every operation", async () => {
    const ctx = await testContext();
    const { caller, structure } = await anApiWorld(ctx);
    for (const line of addresses) {
      const own = line.replace(someId, structure.id);
      const body = line.startsWith("POST") ? { decision: "approve" } : undefined;
      for (const query of ["wrong=1", "limit=1&limit=1", "__proto__=1", "constructor=1"]) {
        const { status, body: answer } = await callApi(ctx, `${own}?${query}`, { token: caller.token, body });
        expect([own, query, status]).toEqual([own, query, 422]);
        expect(answer.errors.some(({ in: place }: { in: string }) => place === "query")).toBe(true);
        await ctx.db.delete(throttleCounters);
      }
    }
  });

  test.each([
    ['{"decision":"approve","decision":"approve"}', "MALFORMED_JSON", 400],
    ['{"decision":"approve","__proto__":{}}', "MALFORMED_JSON", 400],
    ['{"decision":"approve","constructor":{"prototype":{}}}', "MALFORMED_JSON", 400],
    ['{"decision":"approve","n":1e999}', "MALFORMED_JSON", 400],
    ['{"decision":"refuse","reason":"\\u0000"}', "MALFORMED_JSON", 400],
    ["", "MALFORMED_JSON", 400],
    ["decision=approve", "MALFORMED_JSON", 400],
    [`"${"a".repeat(10)}`, "MALFORMED_JSON", 400],
    ["{}", "INVALID_REQUEST", 422],
    ['{"decision":["approve"]}', "INVALID_REQUEST", 422],
    ['{"decision":"approve","more":1}', "INVALID_REQUEST", 422],
  ])("SEC-84 · %s on each operation that takes a body", async (text, code, status) => {
    const ctx = await testContext();
    const { caller, structure } = await anApiWorld(ctx);
    const { attachment } = await aPendingRequest(ctx, structure);
    for (const line of addresses.filter((address) => address.startsWith("POST"))) {
      const own = line.replace(someId, attachment.id);
      expectProblem(await callApi(ctx, own, { token: caller.token, text }), code, status);
    }
  });

  test("SEC-84 · another content type, or too much of the right one", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const line = `POST /api/v1/attachment-requests/${someId}/decision`;
    const details = { token: caller.token, text: "{}" };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expectProblem(await callApi(ctx, line, { ...details, headers: form }), "NOT_JSON", 415);
    const long = " ".repeat(LONGEST_BODY_BYTES + 1);
    expectProblem(await callApi(ctx, line, { ...details, text: long }), "TOO_LARGE", 413);
  });
});

describe("how it is told", () => {
  afterEach(() => vi.restoreAllMocks());

  test("R-1209 · in the language of the caller", async () => {
    const ctx = await testContext();
    const french = await callApi(ctx, "GET /api/v1/me");
    const english = await callApi(ctx, "GET /api/v1/me", { language: "en" });
    expect([french.body.title, french.headers.get("content-language")]).toEqual([
      "L'appel n'est pas authentifié.",
      "fr",
    ]);
    expect([english.body.title, english.headers.get("content-language")]).toEqual([
      "The call is not authenticated.",
      "en",
    ]);
    expect(french.headers.get("vary")).toContain("Accept-Language");
  });

  test("SEC-83, SEC-18 · a failure tells nothing but its reference, which the log has as well", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const logged = vi.spyOn(console, "info").mockImplementation(() => undefined);
    const broken = { ...ctx, db: { execute: () => Promise.reject(new Error("select secret from somewhere")) } };
    const answer = await callApi(broken as unknown as typeof ctx, "GET /api/v1/me", caller);
    expectProblem(answer, "FAILURE", 500);
    expect(JSON.stringify(answer.body)).not.toContain("secret from");
    expect(JSON.parse(String(logged.mock.calls[0]?.[0]))).toMatchObject({
      event: "api-failed",
      reference: answer.headers.get("x-request-id"),
    });
  });

  test("HEAD is answered as GET is", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const { status, headers } = await callApi(ctx, "HEAD /api/v1/me", caller);
    expect([status, headers.get("ratelimit-remaining")]).toEqual([200, "59"]);
  });

  test("an answer is JSON that nobody keeps", async () => {
    const ctx = await testContext();
    const { caller } = await anApiWorld(ctx);
    const { headers } = await callApi(ctx, "GET /api/v1/me", caller);
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

function budgetOf({ headers }: CallAnswer): Record<string, string | null> {
  const names = [
    "ratelimit",
    "ratelimit-policy",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
  ];
  return Object.fromEntries(names.map((name) => [name, headers.get(name)]));
}

function keyOf({ technicalAccountId }: { technicalAccountId: string }): string {
  return `api-calls:${technicalAccountId}`;
}
