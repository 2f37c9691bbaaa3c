import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { testContext } from "@/lib/testing/context";
import { databaseDump } from "@/lib/testing/database-dump";
import { testEnv } from "@/lib/testing/environment";
import { aManagerOf, aStructure, aTechnicalAccountOf, aTechnicalPasswordOf } from "@/lib/testing/people";
import { askForToken, aTokenClient, basic, grant, tokenEndpoint } from "@/lib/testing/token-requests";
import { answerTokenRequest } from "./answer-token-request";
import { authenticateCall } from "./authenticate-call";

const start = "2026-01-05T09:00:00Z";

describe("SEC-79 · failures slow down who fails", () => {
  test("SEC-79 · SEC-83 · a failure waits, then is answered with 429, and the owner gets his token all the while", async () => {
    const ctx = await testContext({ now: start });
    const { login, password } = await aTokenClient(ctx);
    const waits: number[] = [];
    const slowly = async (milliseconds: number) => {
      waits.push(milliseconds);
      return "waited" as const;
    };
    const tried = async (secret: string) => {
      const request = new Request(tokenEndpoint, {
        method: "POST",
        body: new URLSearchParams(grant),
        headers: basic(login, secret),
      });
      return answerTokenRequest(ctx, { request, origin: "192.0.2.1", slowly });
    };
    for (let turn = 0; turn < 20; turn++) expect((await tried("wrong")).status).toBe(401);
    expect(waits.slice(0, 8)).toEqual([0, 0, 0, 250, 500, 1000, 2000, 4000]);
    const closed = await tried("wrong");
    expect(closed.status).toBe(429);
    expect(Object.fromEntries(closed.headers)).toMatchObject({
      "retry-after": "900",
      ratelimit: '"failures";r=0;t=900',
      "ratelimit-policy": '"failures";q=20;w=900',
      "cache-control": "no-store",
    });
    expect(await closed.json()).toEqual({ error: "temporarily_unavailable", error_description: "Too many failures." });
    expect((await tried(password)).status).toBe(200);
    expect(waits).toHaveLength(20);
  });

  test("SEC-79 · where too many answers wait, one more does not", async () => {
    const ctx = await testContext({ now: start });
    const { login, password } = await aTokenClient(ctx);
    for (let turn = 0; turn < 3; turn++)
      expect((await askForToken(ctx, { headers: basic(login, "wrong") })).status).toBe(401);
    const full = await askForToken(ctx, { headers: basic(login, "wrong") });
    expect([full.status, full.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await askForToken(ctx, { headers: basic(login, password) })).status).toBe(200);
  });
});

describe("SEC-80 · a rotation without a pause", () => {
  test("SEC-80 · both passwords get tokens, then only the new one", async () => {
    const ctx = await testContext({ now: start });
    const structure = await aStructure(ctx);
    await aManagerOf(ctx, structure);
    const until = new Date("2026-02-04T09:00:00Z");
    const { account, login, password } = await aTechnicalAccountOf(ctx, structure, { expiresAt: until });
    const renewed = await aTechnicalPasswordOf(ctx, account);
    const statuses = async () => [
      (await askForToken(ctx, { headers: basic(login, password) })).status,
      (await askForToken(ctx, { headers: basic(login, renewed.password) })).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    ctx.moveTo("2026-02-04T08:59:59.999Z");
    expect(await statuses()).toEqual([200, 200]);
    ctx.moveTo(until);
    expect(await statuses()).toEqual([401, 200]);
  });
});

describe("SEC-78 · the database holds nothing that opens anything", () => {
  test("SEC-78 · a dump holds neither password nor token, and its hash is worth nothing without the key", async () => {
    const ctx = await testContext();
    const { login, password, secretId, account } = await aTokenClient(ctx);
    const given = await askForToken(ctx, { headers: basic(login, password) });
    const token: string = given.body.access_token;
    await authenticateCall(ctx, { headers: new Headers({ authorization: `Bearer ${token}` }) });
    await askForToken(ctx, { headers: basic(login, "another-password-of-his") });

    const dump = await databaseDump(ctx);
    // It is a dump: what may stand in it does.
    for (const kept of [login, secretId, account.id, "api-calls:"]) expect(dump).toContain(kept);
    const unkeyed = (["hex", "base64", "base64url"] as const).flatMap((form) => [
      createHash("sha256").update(password).digest(form),
      createHmac("sha256", "").update(password).digest(form),
      createHmac("sha256", account.id).update(password).digest(form),
    ]);
    const [key] = ctx.env.API_SECRET;
    const usable = [
      password,
      token,
      ...token.split(".").slice(2),
      "another-password-of-his",
      key?.secret ?? "",
      ...unkeyed,
    ];
    for (const text of usable) expect(dump).not.toContain(text);

    const stolen = { ...ctx, env: testEnv({ API_SECRET: "1:what-a-thief-of-the-dump-would-make-up" }) };
    expect((await askForToken(stolen, { headers: basic(login, password) })).status).toBe(401);
    expect([ctx.passwords.hashes, ctx.passwords.verifies]).toEqual([0, 0]);
    expect(await ctx.db.$count(technicalSecrets)).toBe(1);
    expect(await ctx.db.$count(technicalAccounts)).toBe(1);
  });
});
