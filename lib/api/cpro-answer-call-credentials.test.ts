import { describe, expect, test } from "vitest";
import { auditPersonalValues } from "@/drizzle/schema/audit";
import { technicalAccounts } from "@/drizzle/schema/technical-account";
import { aTokenOf } from "@/lib/testing/api-callers";
import { testContext } from "@/lib/testing/context";
import { cproClient } from "@/lib/testing/cpro-client";
import { aCproClientOf, aCproWorld, settingsOf, stopsManaging } from "@/lib/testing/cpro-portal";
import { aManagerOf, aStructure, aTechnicalPasswordOf } from "@/lib/testing/people";
import { readCproAccount } from "./cpro-account";
import { answerCproCall } from "./cpro-answer-call";
import { slowAnswers } from "./slow-answers";

const search = "cpro/structures/v1/rechercher";
const encode = (text: string) => Buffer.from(text).toString("base64");
const from = { origin: "192.0.2.1", slowly: slowAnswers(1) };

describe("R-1013, SEC-77 · bearer and header must both be there, once, and of the same live account", () => {
  test("anything else is 401, and no body is looked at", async () => {
    const ctx = await testContext();
    const { second, client } = await aCproWorld(ctx);
    const other = await aCproClientOf(ctx, second);
    const token = await client.signIn();
    const otherToken = await other.signIn();
    const { login, password } = client;
    const account = (text: string) => ({ "cpro-account": encode(text) });
    const refused: [what: string, headers: Record<string, string | null>, code: string][] = [
      ["no bearer", { Authorization: null }, "NO_TOKEN"],
      ["an empty bearer", { Authorization: "" }, "NO_TOKEN"],
      ["another scheme", { Authorization: `Basic ${encode(`${login}:${password}`)}` }, "NO_TOKEN"],
      ["two bearers in one", { Authorization: `Bearer ${token}, Bearer ${token}` }, "UNAUTHORISED"],
      ["a made-up bearer", { Authorization: "Bearer eyJhbGciOiJub25lIn0.e30." }, "UNAUTHORISED"],
      ["an altered bearer", { Authorization: `Bearer ${token.slice(0, -2)}AA` }, "UNAUTHORISED"],
      ["the password as bearer", { Authorization: `Bearer ${password.replace(/[^\w]/g, "")}` }, "UNAUTHORISED"],
      ["the bearer of another account", { Authorization: `Bearer ${otherToken}` }, "ACCOUNT_HEADER"],
      ["no header", { "cpro-account": null }, "ACCOUNT_HEADER"],
      ["an empty header", { "cpro-account": "" }, "ACCOUNT_HEADER"],
      ["neither", { "cpro-account": null, Authorization: null }, "ACCOUNT_HEADER"],
      ["bad base64", { "cpro-account": `${encode(`${login}:${password}`)}!` }, "ACCOUNT_HEADER"],
      ["no colon", account(login), "ACCOUNT_HEADER"],
      ["two headers", { "cpro-account": `${encode("a:b")}, ${encode(`${login}:${password}`)}` }, "ACCOUNT_HEADER"],
      ["100 kB of it", account(`${login}:${"a".repeat(100_000)}`), "ACCOUNT_HEADER"],
      ["the header of another account", account(`${other.login}:${other.password}`), "ACCOUNT_HEADER"],
      ["another's password", account(`${login}:${other.password}`), "ACCOUNT_HEADER"],
      ["another's login", account(`${other.login}:${password}`), "ACCOUNT_HEADER"],
      ["more than the password", account(`${login}:${password} `), "ACCOUNT_HEADER"],
      ["less of it", account(`${login}:${password.slice(0, -1)}`), "ACCOUNT_HEADER"],
      [
        "a wrong password beside a bad bearer",
        { ...account(`${login}:x`), Authorization: "Bearer abc" },
        "UNAUTHORISED",
      ],
      ["an empty password", account(`${login}:`), "ACCOUNT_HEADER"],
      ["NUL in the login", account("a\0b:c"), "ACCOUNT_HEADER"],
      ["NUL in the password", account(`${login}:a\0b`), "ACCOUNT_HEADER"],
    ];
    for (const [what, headers, code] of refused) {
      const reading = await client.call(search, "{ this is no JSON", headers);
      expect(reading, what).toEqual({ kind: "problem", status: 401, code });
    }
    const long = await client.call(search, {}, { Authorization: `Bearer ${"a".repeat(100_000)}` });
    expect(long).toEqual({ kind: "problem", status: 431, code: "TOKEN_TOO_LONG" });
    expect((await client.call(search)).kind).toBe("success");
  });

  test("SEC-76 · what cannot be anybody's costs no round trip", async () => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    await client.signIn();
    ctx.queries();
    await client.call(search, {}, { "cpro-account": "TECH_0:p" });
    await client.call(search, {}, { Authorization: "Bearer abc" });
    expect(ctx.queries()).toBe(0);
  });

  test("T-19 · a password with colons is read whole", async () => {
    const headers = new Headers({ "cpro-account": "VEVDSF8wOnAhOmI=" });
    expect(readCproAccount(headers)).toEqual({ kind: "shown", login: "TECH_0", password: "p!:b" });
  });

  test("R-1008 · T-16 · an expired password is told as such, in its second", async () => {
    const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
    const { client } = await aCproWorld(ctx);
    ctx.moveTo("2017-02-18T09:21:22Z");
    const { secretId } = client;
    const token = { Authorization: `Bearer ${aTokenOf(ctx, { technicalAccountId: client.account.id, secretId })}` };
    expect((await client.call(search, {}, token)).kind).toBe("success");
    ctx.moveTo("2017-02-18T09:21:23Z");
    const expired = await client.call(search, {}, token);
    expect(expired).toEqual({ kind: "problem", status: 401, code: "PASSWORD_EXPIRED" });
  });

  test("SEC-83 · a challenge finds fault with the token only where it is the token (RFC 6750)", async () => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    const bearer = { Authorization: `Bearer ${await client.signIn()}` };
    const right = { "cpro-account": encode(`${client.login}:${client.password}`) };
    const asked = async (headers: Record<string, string>) => {
      const request = new Request(`https://api.example/${search}`, { method: "POST", headers, body: "{}" });
      return (await answerCproCall(ctx, request, "fr", from)).headers.get("www-authenticate");
    };
    for (const headers of [
      {},
      right,
      bearer,
      { ...bearer, "cpro-account": "x" },
      { ...bearer, "cpro-account": encode(`${client.login}:wrong`) },
      { ...bearer, "cpro-account": encode(`unknown:${client.password}`) },
    ]) {
      expect(await asked(headers), JSON.stringify(headers)).toBe('Bearer realm="attache"');
    }
    const invalid = 'Bearer realm="attache", error="invalid_token"';
    expect(await asked({ ...right, Authorization: "Bearer abc" })).toBe(invalid);
  });

  test("R-1008 · SEC-80 · after a rotation the old password in the header is told as expired", async () => {
    const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
    const { own } = await aCproWorld(ctx);
    await ctx.db.delete(technicalAccounts);
    const client = await aCproClientOf(ctx, own, { expiresAt: new Date("2026-01-06T09:00:00Z") });
    const { password } = await aTechnicalPasswordOf(ctx, client.account);
    ctx.moveTo("2026-01-06T09:00:00Z");
    const renewed = cproClient({ ...settingsOf(ctx, client), password });
    const old = { "cpro-account": encode(`${client.login}:${client.password}`) };
    expect(await renewed.call(search, {}, old)).toEqual({ kind: "problem", status: 401, code: "PASSWORD_EXPIRED" });
    expect((await renewed.call(search)).kind).toBe("success");
  });

  test("SEC-80 · during a rotation either password stands in the header, whichever gave the token", async () => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    const { password } = await aTechnicalPasswordOf(ctx, client.account);
    const rotated = cproClient({ ...settingsOf(ctx, client), password });
    const old = { "cpro-account": encode(`${client.login}:${client.password}`) };
    expect((await rotated.call(search)).kind).toBe("success");
    expect((await rotated.call(search, {}, old)).kind).toBe("success");
  });

  test("R-1012, SEC-79 · a wrong header waits longer and longer for its 401, the right one does not", async () => {
    const ctx = await testContext();
    const { client } = await aCproWorld(ctx);
    const token = await client.signIn();
    const waits: number[] = [];
    const from = {
      origin: "203.0.113.9",
      slowly: async (milliseconds: number) => {
        waits.push(milliseconds);
        return "waited" as const;
      },
    };
    const called = async (password: string) => {
      const request = new Request(`https://api.example/${search}`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${token}`,
          "cpro-account": encode(`${client.login}:${password}`),
          "Content-Type": "application/json",
        },
        body: "{}",
      });
      return (await answerCproCall(ctx, request, "fr", from)).status;
    };
    for (let turn = 0; turn < 21; turn++) expect(await called("wrong")).toBe(401);
    expect(waits).toEqual([0, 0, 0, 250, 500, 1000, 2000, ...Array(14).fill(4000)]);
    expect(await called(client.password)).toBe(200);
    expect(waits).toHaveLength(21);
    const origins = await ctx.db.select({ origin: auditPersonalValues.origin }).from(auditPersonalValues);
    expect(origins.filter(({ origin }) => origin === from.origin)).toHaveLength(20);
  });

  test("SEC-64 · with the password of a former manager the façade shows the structure itself, not what his successor has besides", async () => {
    const ctx = await testContext();
    const { own, client } = await aCproWorld(ctx);
    await stopsManaging(ctx, own);
    const successor = await aManagerOf(ctx, own);
    const besides = await aStructure(ctx, { legalName: "Ateliers du Port" });
    await aManagerOf(ctx, besides, { account: successor.account });
    const consulted = async (software: typeof client | ReturnType<typeof cproClient>, idStructure: number) =>
      (await software.call("cpro/structures/v1/consulter", { idStructure })).kind;
    expect([await consulted(client, own.number), await consulted(client, besides.number)]).toEqual([
      "success",
      "refusal",
    ]);
    const { password } = await aTechnicalPasswordOf(ctx, client.account);
    const renewed = cproClient({ ...settingsOf(ctx, client), password });
    expect([await consulted(renewed, own.number), await consulted(renewed, besides.number)]).toEqual([
      "success",
      "success",
    ]);
  });

  test("R-1009, SEC-82 · an account that is suspended, or without a manager, is nobody at the next call", async () => {
    const ctx = await testContext();
    const { own, client } = await aCproWorld(ctx);
    const nobody = { kind: "problem", status: 401, code: "UNAUTHORISED" };
    expect((await client.call(search)).kind).toBe("success");
    await ctx.db.update(technicalAccounts).set({ status: "suspended" });
    expect(await client.call(search)).toEqual(nobody);
    await ctx.db.update(technicalAccounts).set({ status: "active" });
    expect((await client.call(search)).kind).toBe("success");
    await stopsManaging(ctx, own);
    expect(await client.call(search)).toEqual(nobody);
  });
});
