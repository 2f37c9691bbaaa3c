import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { testContext } from "@/lib/testing/context";
import {
  askForToken,
  aTokenClient,
  basic,
  formType,
  grant,
  type TokenQuestion,
  tokenEndpoint,
} from "@/lib/testing/token-requests";
import { answerTokenRequest } from "./answer-token-request";
import { authenticateCall } from "./authenticate-call";
import { slowAnswers } from "./slow-answers";

const start = "2026-01-05T09:00:00Z";
type Answer = Awaited<ReturnType<typeof askForToken>>;

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
    const { login, password } = await aTokenClient(ctx);
    const own = { client_id: login, client_secret: password };
    const good: Record<string, TokenQuestion> = {
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
      const answer = await askForToken(ctx, sent);
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
    const { login, password } = await aTokenClient(ctx);
    const asked = () => askForToken(ctx, { headers: basic(login, password) });
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
  const bad: [what: string, status: number, error: string, sent: TokenQuestion][] = [
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
    const { login, password } = await aTokenClient(ctx);
    const filled = (text: string, how: (value: string) => string = (value) => value) =>
      text.replaceAll("LOGIN", how(login)).replaceAll("PASSWORD", how(password));
    for (const [what, status, error, { form, query = "", headers = {}, ...sent }] of bad) {
      const authorization = headers.authorization?.replace(/(?<=^Basic )\w+=*/, (encoded) => {
        const text = Buffer.from(encoded, "base64").toString("latin1");
        return /LOGIN|PASSWORD/.test(text) ? Buffer.from(filled(text)).toString("base64") : encoded;
      });
      const answer = await askForToken(ctx, {
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
    expect((await askForToken(ctx, { headers: basic(login, password) })).status).toBe(200);
  });

  test("SEC-75 · what can be refused by its form alone asks the database nothing", async () => {
    const ctx = await testContext();
    const { login, password } = await aTokenClient(ctx);
    ctx.queries();
    for (const [what, status, , sent] of bad) {
      if (status === 401 && !/header|base64|colon|bearer|nobody|alone|NUL|line end|10 kB|assertion/.test(what))
        continue;
      await askForToken(ctx, sent);
      expect(ctx.queries(), what).toBe(0);
    }
    await askForToken(ctx, { headers: basic(login, password) });
    expect(ctx.queries()).toBe(2);
    await askForToken(ctx, { headers: basic(login, password) });
    expect(ctx.queries()).toBe(1);
  });
});

describe("SEC-75 · as a property", () => {
  test("SEC-75 · whatever is sent, nobody gets a token for it and nothing breaks", async () => {
    const ctx = await testContext({ now: start });
    await aTokenClient(ctx);
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
        const request = new Request(tokenEndpoint, { method: "POST", body: new Uint8Array(body), headers });
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

const everyLetter = (text: string) =>
  [...text].map((letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
