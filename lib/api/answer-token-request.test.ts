import { createHash, createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { aManagerOf, aStructure, aTechnicalAccountOf, aTechnicalPasswordOf } from "@/lib/testing/people";
import { answerTokenRequest } from "./answer-token-request";
import { authenticateCall } from "./authenticate-call";
import { slowAnswers } from "./slow-answers";

const start = "2026-01-05T09:00:00Z";
const endpoint = "http://localhost:3000/api/oauth/token";
const formType = "application/x-www-form-urlencoded";

async function aClient(ctx: TestContext) {
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  return { structure, ...(await aTechnicalAccountOf(ctx, structure)) };
}

interface Sent {
  method?: string;
  query?: string;
  form?: string | Record<string, string>;
  type?: string | null;
  headers?: Record<string, string>;
}

const grant = { grant_type: "client_credentials" };
const basic = (login: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}`,
});

/** Sends it, and gives back what RFC 6749 says something about. */
async function ask(
  ctx: TestContext,
  { method = "POST", query = "", form = grant, type = formType, headers = {} }: Sent,
) {
  const body = typeof form === "string" ? form : String(new URLSearchParams(form));
  const request = new Request(`${endpoint}${query}`, {
    method,
    headers: { ...(type !== null && { "content-type": type }), ...headers },
    ...(method !== "GET" && method !== "HEAD" && { body: Buffer.from(body) }),
  });
  if (type === null) request.headers.delete("content-type");
  const slowly = slowAnswers(0);
  const answer = await answerTokenRequest(ctx, { request, origin: "192.0.2.1", slowly });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}

type Answer = Awaited<ReturnType<typeof ask>>;

/** Every answer of the endpoint is JSON that nobody keeps (RFC 6749, section 5.1). */
function expectNotStored({ headers }: Answer) {
  expect(headers.get("content-type")).toBe("application/json");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("pragma")).toBe("no-cache");
  expect(headers.get("set-cookie")).toBeNull();
}

describe("SEC-75 · good requests get a token", () => {
  test("R-1011 · by Basic or by the form, with or without a scope, and never more than a token", async () => {
    const ctx = await testContext({ now: start });
    const { login, password } = await aClient(ctx);
    const own = { client_id: login, client_secret: password };
    const good: Record<string, Sent> = {
      form: { form: { ...grant, ...own } },
      Basic: { headers: basic(login, password) },
      "Basic with form-encoded halves": { headers: basic(encodeURIComponent(login), encodeURIComponent(password)) },
      "Basic with each letter encoded": { headers: basic(...([login, password].map(everyLetter) as [string, string])) },
      "a form with a character set": { form: { ...grant, ...own }, type: `${formType};charset=UTF-8` },
      "a scope": { form: { ...grant, ...own, scope: "openid" } },
      "a scope without a value": { form: { ...grant, ...own, scope: "" } },
      "parameters that nobody knows": { form: { ...grant, ...own, audience: "x", resource: "y" } },
      "a query that nobody knows": { form: { ...grant, ...own }, query: "?trace=1" },
      "the same login beside Basic": { form: { ...grant, client_id: login }, headers: basic(login, password) },
      "credentials without a value beside Basic": {
        form: { ...grant, client_id: "", client_secret: "" },
        headers: basic(login, password),
      },
    };
    for (const [what, sent] of Object.entries(good)) {
      const answer = await ask(ctx, sent);
      expect(answer.status, what).toBe(200);
      expectNotStored(answer);
      const withScope = what === "a scope" ? { scope: "openid" } : {};
      const token = expect.stringMatching(/^att1\.[\w.-]+$/);
      expect(answer.body, what).toEqual({ access_token: token, token_type: "Bearer", expires_in: 3600, ...withScope });
      const headers = new Headers({ authorization: `Bearer ${answer.body.access_token}` });
      expect(await authenticateCall(ctx, { headers }), what).toMatchObject({ kind: "caller", caller: { login } });
    }
  });

  test("R-1008 · a token ends with its password, and after that there is none", async () => {
    const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
    const { login, password } = await aClient(ctx);
    const asked = () => ask(ctx, { headers: basic(login, password) });
    const hour = async (at: string) => {
      ctx.moveTo(at);
      return (await asked()).body.expires_in;
    };
    expect(await hour("2017-02-18T08:21:23Z")).toBe(3600);
    expect(await hour("2017-02-18T08:21:24Z")).toBe(3599);
    expect(await hour("2017-02-18T09:21:22Z")).toBe(1);
    ctx.moveTo("2017-02-18T09:21:23Z");
    const expired = await asked();
    expectNotStored(expired);
    expect([expired.status, expired.body]).toEqual([
      401,
      { error: "invalid_client", error_description: "PASSWORD_EXPIRED" },
    ]);
  });
});

describe("SEC-75 · bad requests get RFC 6749's own refusals", () => {
  const own = { client_id: "LOGIN", client_secret: "PASSWORD" };
  const ownForm = "client_id=LOGIN&client_secret=PASSWORD";
  const complete = `grant_type=client_credentials&${ownForm}`;
  const bad: [what: string, status: number, error: string, sent: Sent][] = [
    ["GET", 405, "invalid_request", { method: "GET", query: `?${complete}` }],
    ["PUT", 405, "invalid_request", { method: "PUT", form: complete }],
    ["DELETE", 405, "invalid_request", { method: "DELETE", form: complete }],
    ["OPTIONS", 405, "invalid_request", { method: "OPTIONS", form: "" }],
    ["no form", 400, "invalid_request", { form: "" }],
    ["no content type", 400, "invalid_request", { form: complete, type: null }],
    ["JSON", 400, "invalid_request", { form: JSON.stringify({ ...grant, ...own }), type: "application/json" }],
    ["multipart", 400, "invalid_request", { form: complete, type: "multipart/form-data; boundary=x" }],
    ["another character set", 400, "invalid_request", { form: complete, type: `${formType}; charset=latin1` }],
    ["a packed form", 400, "invalid_request", { form: complete, headers: { "content-encoding": "gzip" } }],
    ["two content types", 400, "invalid_request", { form: complete, type: `${formType}, ${formType}` }],
    ["a form of 17 kB", 413, "invalid_request", { form: `${complete}&x=${"x".repeat(17_000)}` }],
    ["no grant type", 400, "invalid_request", { form: ownForm }],
    ["a grant type without a value", 400, "invalid_request", { form: `grant_type=&${ownForm}` }],
    ["the grant type twice", 400, "invalid_request", { form: `grant_type=client_credentials&${complete}` }],
    ["the login twice", 400, "invalid_request", { form: `${complete}&client_id=LOGIN` }],
    ["the login twice, once encoded", 400, "invalid_request", { form: `${complete}&client%5fid=LOGIN` }],
    ["the password twice", 400, "invalid_request", { form: `${complete}&client_secret=x` }],
    ["the scope twice", 400, "invalid_request", { form: `${complete}&scope=openid&scope=openid` }],
    ["an unknown parameter twice", 400, "invalid_request", { form: `${complete}&x=1&x=2` }],
    ["what cannot be decoded", 400, "invalid_request", { form: `${complete}&x=%zz` }],
    ["grant password", 400, "unsupported_grant_type", { form: { ...own, grant_type: "password" } }],
    ["grant refresh_token", 400, "unsupported_grant_type", { form: { ...own, grant_type: "refresh_token" } }],
    ["grant code", 400, "unsupported_grant_type", { form: { ...own, grant_type: "authorization_code" } }],
    ["grant in capitals", 400, "unsupported_grant_type", { form: { ...own, grant_type: "CLIENT_CREDENTIALS" } }],
    ["grant with a space", 400, "unsupported_grant_type", { form: { ...own, grant_type: "client_credentials " } }],
    ["an unknown scope", 400, "invalid_scope", { form: { ...grant, ...own, scope: "admin" } }],
    ["a scope too many", 400, "invalid_scope", { form: { ...grant, ...own, scope: "openid admin" } }],
    ["a scope in capitals", 400, "invalid_scope", { form: { ...grant, ...own, scope: "OPENID" } }],
    ["password in the query", 400, "invalid_request", { form: complete, query: "?client_secret=PASSWORD" }],
    ["all in the query", 400, "invalid_request", { form: "", query: `?${complete}` }],
    ["login in the query", 400, "invalid_request", { form: complete, query: "?client_id=LOGIN" }],
    ["grant in the query", 400, "invalid_request", { form: complete, query: "?GRANT_TYPE=client_credentials" }],
    ["scope in the query", 400, "invalid_request", { form: complete, query: "?x=1&scope=openid" }],
    ["encoded name in the query", 400, "invalid_request", { form: complete, query: "?client%5Fsecret=x" }],
    ["header and form", 400, "invalid_request", { form: complete, headers: basic("LOGIN", "PASSWORD") }],
    [
      "header and another login",
      400,
      "invalid_request",
      { form: { ...grant, client_id: "another" }, headers: basic("LOGIN", "PASSWORD") },
    ],
    [
      "header and assertion",
      400,
      "invalid_request",
      { form: { ...grant, client_assertion: "x" }, headers: basic("LOGIN", "PASSWORD") },
    ],
    ["wrong header, good form", 400, "invalid_request", { form: complete, headers: { authorization: "Basic !" } }],
    ["bearer and good form", 400, "invalid_request", { form: complete, headers: { authorization: "Bearer x" } }],
    [
      "two headers",
      400,
      "invalid_request",
      { headers: { authorization: `${basic("LOGIN", "PASSWORD").authorization}, Basic YTpi` } },
    ],
    ["nobody", 401, "invalid_client", {}],
    ["a login alone", 401, "invalid_client", { form: { ...grant, client_id: "LOGIN" } }],
    ["a password alone", 401, "invalid_client", { form: { ...grant, client_secret: "PASSWORD" } }],
    ["a wrong password", 401, "invalid_client", { form: { ...grant, ...own, client_secret: "wrong" } }],
    ["an unknown login", 401, "invalid_client", { form: { ...grant, ...own, client_id: "TECH_0@x" } }],
    [
      "a login in small letters",
      401,
      "invalid_client",
      { form: { ...grant, client_id: "login", client_secret: "PASSWORD" } },
    ],
    ["a password with a space", 401, "invalid_client", { form: { ...grant, ...own, client_secret: "PASSWORD " } }],
    ["a password with a NUL", 401, "invalid_client", { form: `${complete}%00` }],
    ["a login with a line end", 401, "invalid_client", { form: { ...grant, ...own, client_id: "LOGIN\r\n" } }],
    ["a login of 10 kB", 401, "invalid_client", { form: { ...grant, ...own, client_id: "x".repeat(10_000) } }],
    ["a header of 100 kB", 401, "invalid_client", { headers: { authorization: `Basic ${"A".repeat(100_000)}` } }],
    ["bad base64", 401, "invalid_client", { headers: { authorization: "Basic Y!pi" } }],
    ["no colon", 401, "invalid_client", { headers: { authorization: "Basic YWI=" } }],
    ["a bearer", 401, "invalid_client", { headers: { authorization: "Bearer PASSWORD" } }],
    [
      "an assertion",
      401,
      "invalid_client",
      { form: { ...grant, client_assertion: "x", client_assertion_type: "urn:x" } },
    ],
  ];

  test("SEC-75 · SEC-77 · each as RFC 6749 says, with no token in it", async () => {
    const ctx = await testContext({ now: start });
    const { login, password } = await aClient(ctx);
    const filled = (text: string, how: (value: string) => string = (value) => value) =>
      text.replaceAll("LOGIN", how(login)).replaceAll("PASSWORD", how(password));
    for (const [what, status, error, { form, query = "", headers = {}, ...sent }] of bad) {
      const authorization = headers.authorization?.replace(/(?<=^Basic )\w+=*/, (encoded) => {
        const text = Buffer.from(encoded, "base64").toString("latin1");
        return /LOGIN|PASSWORD/.test(text) ? Buffer.from(filled(text)).toString("base64") : encoded;
      });
      const answer = await ask(ctx, {
        ...sent,
        ...(form !== undefined && {
          form:
            typeof form === "string"
              ? filled(form, encodeURIComponent)
              : Object.fromEntries(Object.entries(form).map(([name, value]) => [name, filled(value)])),
        }),
        query: filled(query, encodeURIComponent),
        headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      });
      expect([answer.status, answer.body.error], what).toEqual([status, error]);
      expectNotStored(answer);
      // RFC 6749, section 5.2: visible ASCII without quotes and backslashes.
      expect(answer.body, what).toEqual({
        error,
        error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
      });
      expect(JSON.stringify(answer.body), what).not.toContain(password);
      const challenge = status === 401 ? 'Basic realm="Attache API", charset="UTF-8"' : null;
      expect(answer.headers.get("www-authenticate"), what).toBe(challenge);
      expect(answer.headers.get("allow"), what).toBe(status === 405 ? "POST" : null);
    }
    // None of them is good by itself, and all of them would be but for the one thing.
    expect((await ask(ctx, { headers: basic(login, password) })).status).toBe(200);
  });

  test("SEC-75 · what can be refused by its form alone asks the database nothing", async () => {
    const ctx = await testContext();
    const { login, password } = await aClient(ctx);
    ctx.queries();
    for (const [what, status, , sent] of bad) {
      if (status === 401 && !/header|base64|colon|bearer|nobody|alone|NUL|line end|10 kB|assertion/.test(what))
        continue;
      await ask(ctx, sent);
      expect(ctx.queries(), what).toBe(0);
    }
    await ask(ctx, { headers: basic(login, password) });
    expect(ctx.queries()).toBe(2);
    await ask(ctx, { headers: basic(login, password) });
    expect(ctx.queries()).toBe(1);
  });
});

describe("SEC-75 · as a property", () => {
  test("SEC-75 · whatever is sent, nobody gets a token for it and nothing breaks", async () => {
    const ctx = await testContext({ now: start });
    await aClient(ctx);
    const name = fc.constantFrom("grant_type", "client_id", "client_secret", "scope", "x", "%zz", "client%5Fid");
    const value = fc.oneof(
      fc.constantFrom("client_credentials", "openid", "TECH_0", "%00", "%ff", ""),
      fc.string({ minLength: 1, maxLength: 12 }).map(encodeURIComponent),
      fc.string({ unit: "binary", maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())),
    );
    const fields = fc.array(
      fc.tuple(name, value).map((pair) => pair.join("=")),
      { maxLength: 6 },
    );
    const credentials = fc
      .tuple(value, value)
      .map(([id, secret]) => Buffer.from(`grant_type=client_credentials&client_id=${id}&client_secret=${secret}`));
    const form = fc.oneof(
      fields.map((pairs) => Buffer.from(["grant_type=client_credentials", ...pairs].join("&"))),
      fields.map((pairs) => Buffer.from(pairs.join("&"))),
      // Two of five look like requests that are good.
      credentials,
      credentials,
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    );
    const authorization = fc.option(
      fc.oneof(
        fc.uint8Array({ maxLength: 20 }).map((bytes) => `Basic ${Buffer.from(bytes).toString("base64")}`),
        fc.tuple(value, value).map((halves) => `Basic ${Buffer.from(halves.join(":")).toString("base64")}`),
        fc.string({ maxLength: 20 }),
      ),
      { nil: null, freq: 1 },
    );
    const type = fc.constantFrom(formType, `${formType};charset=utf-8`, formType, formType, "text/plain");
    await fc.assert(
      fc.asyncProperty(form, authorization, type, async (body, shown, contentType) => {
        const headers = { "content-type": contentType, ...(shown !== null && { authorization: shown }) };
        const request = new Request(endpoint, { method: "POST", body: new Uint8Array(body), headers });
        const answer = await answerTokenRequest(ctx, { request, origin: "192.0.2.1", slowly: slowAnswers(0) });
        expect([400, 401, 429]).toContain(answer.status);
        expect(await answer.json()).toEqual({ error: expect.any(String), error_description: expect.any(String) });
      }),
      { numRuns: 300 },
    );
    // Some came as far as the comparison of a password.
    expect(await ctx.db.$count(auditEvents)).toBeGreaterThan(0);
  });
});

describe("SEC-79 · failures slow down who fails", () => {
  test("SEC-79 · SEC-83 · a failure waits, then is answered with 429, and the owner gets his token all the while", async () => {
    const ctx = await testContext({ now: start });
    const { login, password } = await aClient(ctx);
    const waits: number[] = [];
    const slowly = async (milliseconds: number) => {
      waits.push(milliseconds);
      return "waited" as const;
    };
    const tried = async (secret: string) => {
      const request = new Request(endpoint, {
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
    const { login, password } = await aClient(ctx);
    for (let turn = 0; turn < 3; turn++) expect((await ask(ctx, { headers: basic(login, "wrong") })).status).toBe(401);
    const full = await ask(ctx, { headers: basic(login, "wrong") });
    expect([full.status, full.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await ask(ctx, { headers: basic(login, password) })).status).toBe(200);
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
      (await ask(ctx, { headers: basic(login, password) })).status,
      (await ask(ctx, { headers: basic(login, renewed.password) })).status,
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
    const { login, password, secretId, account } = await aClient(ctx);
    const given = await ask(ctx, { headers: basic(login, password) });
    const token: string = given.body.access_token;
    await authenticateCall(ctx, { headers: new Headers({ authorization: `Bearer ${token}` }) });
    await ask(ctx, { headers: basic(login, "another-password-of-his") });

    const dump = await dumpOf(ctx);
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
    expect((await ask(stolen, { headers: basic(login, password) })).status).toBe(401);
    expect([ctx.passwords.hashes, ctx.passwords.verifies]).toEqual([0, 0]);
    expect(await ctx.db.$count(technicalSecrets)).toBe(1);
    expect(await ctx.db.$count(technicalAccounts)).toBe(1);
  });
});

const everyLetter = (text: string) =>
  [...text].map((letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");

/** Every row of every table, as text. */
async function dumpOf(ctx: TestContext): Promise<string> {
  const { rows } = await ctx.db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  let dump = "";
  for (const { name } of rows) {
    const all = await ctx.db.execute<{ row: string }>(sql`select t::text as row from ${sql.identifier(name)} t`);
    dump += all.rows.map(({ row }) => row).join("\n");
  }
  return dump;
}
