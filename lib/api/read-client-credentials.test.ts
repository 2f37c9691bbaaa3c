import { describe, expect, test } from "vitest";
import { LONGEST_LOGIN, LONGEST_PASSWORD, readClientCredentials } from "./read-client-credentials";

const base64 = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding).toString("base64");
const basic = (text: string, encoding?: BufferEncoding) => `Basic ${base64(text, encoding)}`;
const read = (authorization: string | null, fields: Record<string, string> = {}) =>
  readClientCredentials(new Headers(authorization === null ? {} : { authorization }), new Map(Object.entries(fields)));
const shown = (login: string, password: string) => ({ kind: "credentials", login, password });

describe("SEC-75 · credentials come in the header or in the form", () => {
  test.each([
    ["a:b", "a", "b"],
    ["TECH_0:p!:b", "TECH_0", "p!:b"],
    ["a%3Ab:c%20d+e%2B", "a:b", "c d e+"],
    ["TECH_0123%40api.attache.example:%23%2A", "TECH_0123@api.attache.example", "#*"],
    ["TECH_0123@api.attache.example:#*,-./=?@_", "TECH_0123@api.attache.example", "#*,-./=?@_"],
  ])("Basic %j", (text, login, password) => {
    expect(read(basic(text))).toEqual(shown(login, password));
    expect(read(`bAsIc  ${base64(text)}`)).toEqual(shown(login, password));
  });

  test("the form", () => expect(read(null, { client_id: "a:b", client_secret: "c:d" })).toEqual(shown("a:b", "c:d")));

  test("nowhere", () => expect(read(null, { grant_type: "client_credentials" })).toEqual({ kind: "missing" }));

  test.each<Record<string, string>>([
    { client_id: "a", client_secret: "b" },
    { client_secret: "b" },
    { client_assertion: "x" },
    { client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" },
    { client_id: "a", client_assertion: "x" },
  ])("never in both, be they the same: %j", (fields) => {
    for (const header of [basic("a:b"), "Bearer x", "Basic", "", "Basic !"]) {
      expect(read(header, fields), header).toEqual({ kind: "doubled" });
    }
  });

  test("beside the header the form may name the same client once more, and no other (RFC 6749, section 2.3)", () => {
    expect(read(basic("a%3Ab:c"), { client_id: "a:b" })).toEqual(shown("a:b", "c"));
    for (const login of ["A", "a ", "b", "a:b"]) {
      expect(read(basic("a:b"), { client_id: login }), login).toEqual({ kind: "doubled" });
    }
    // What is wrong in the header stays wrong.
    for (const header of ["Bearer x", "Basic", "", "Basic !"]) {
      expect(read(header, { client_id: "a" }), header).toEqual({ kind: "malformed" });
    }
  });

  test("a secret and an assertion are two ways of showing oneself, too", () => {
    const secret = { client_id: "a", client_secret: "b" };
    expect(read(null, { ...secret, client_assertion: "x" })).toEqual({ kind: "doubled" });
    expect(read(null, { client_id: "a", client_assertion: "x" })).toEqual({ kind: "malformed" });
    expect(read(null, { client_assertion: "x" })).toEqual({ kind: "missing" });
  });
});

describe("SEC-77 · what is wrong is refused, never skipped", () => {
  test("two headers, which arrive as one with a comma", () => {
    expect(read(`${basic("a:b")}, ${basic("a:b")}`)).toEqual({ kind: "doubled" });
    expect(read(`${basic("a:b")}, `)).toEqual({ kind: "doubled" });
  });

  test.each([
    "",
    "Basic",
    "Basic ",
    "Basic YTpi YTpi",
    "BasicYTpi",
    "YTpi",
    "Bearer YTpi",
    "Digest YTpi",
    "Basic YTpi=",
    "Basic YTp",
    "Basic YTq=b",
    "Basic YR==",
    "Basic Y!pi",
    "Basic YT-_",
    basic("no colon"),
    basic("nocolon"),
    basic(":b"),
    basic("a:"),
    basic(":"),
    basic("a:%"),
    basic("a:%zz"),
    basic("%ff:b"),
    basic("é:b"),
    basic("é:b", "latin1"),
    basic("a:%C3%A9"),
    basic("a\n:b"),
    basic("a:b\0"),
    basic("a:%00"),
    basic("a:%0a"),
    basic("a:%7f"),
  ])("%j", (header) => expect(read(header)).toEqual({ kind: "malformed" }));

  test.each<Record<string, string>>([
    { client_id: "a" },
    { client_secret: "b" },
    { client_id: "a", client_secret: "b\n" },
    { client_id: "a\0", client_secret: "b" },
    { client_id: "é", client_secret: "b" },
  ])("a form with %j", (fields) => expect(read(null, fields)).toEqual({ kind: "malformed" }));

  test("over-long ones, at the letter", () => {
    const of = (login: number, password: number): [string, string] => ["l".repeat(login), "p".repeat(password)];
    for (const [login, password] of [of(LONGEST_LOGIN, LONGEST_PASSWORD)]) {
      expect(read(basic(`${login}:${password}`))).toEqual(shown(login, password));
      expect(read(null, { client_id: login, client_secret: password })).toEqual(shown(login, password));
    }
    for (const [login, password] of [of(LONGEST_LOGIN + 1, 1), of(1, LONGEST_PASSWORD + 1)]) {
      expect(read(basic(`${login}:${password}`))).toEqual({ kind: "too-long" });
      expect(read(null, { client_id: login, client_secret: password })).toEqual({ kind: "too-long" });
    }
    expect(read(`Basic ${"A".repeat(100_000)}`)).toEqual({ kind: "too-long" });
  });
});
