import { describe, expect, test } from "vitest";
import { LONGEST_CREDENTIALS, readBearer } from "./read-bearer";

describe("SEC-77 · credentials that are doubled, odd or over-long are refused, never skipped", () => {
  test("one bearer token is read", () => {
    expect(readBearer(new Headers({ authorization: "Bearer abc.def-_~+/1==" }))).toEqual({
      kind: "token",
      token: "abc.def-_~+/1==",
    });
    expect(readBearer(new Headers({ authorization: "bearer abc" }))).toEqual({ kind: "token", token: "abc" });
  });

  test("none at all is missing", () => {
    expect(readBearer(new Headers())).toEqual({ kind: "missing" });
    expect(readBearer(new Headers({ authorization: "" }))).toEqual({ kind: "missing" });
  });

  test("two headers are one with a comma, and neither counts", () => {
    const headers = new Headers();
    headers.append("authorization", "Bearer abc");
    headers.append("authorization", "Bearer def");
    expect(readBearer(headers)).toEqual({ kind: "malformed" });
  });

  test.each([
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "Bearer a,b",
    "Basic YTpi",
    "abc",
    "Bearer =",
    "Bearer é",
    "Bearerabc",
  ])("%j is malformed", (authorization) => {
    expect(readBearer(new Headers({ authorization }))).toEqual({ kind: "malformed" });
  });

  test("4 kB are read, a character more and 100 kB are not", () => {
    const of = (length: number) => new Headers({ authorization: `Bearer ${"a".repeat(length - "Bearer ".length)}` });
    expect(readBearer(of(LONGEST_CREDENTIALS)).kind).toBe("token");
    expect(readBearer(of(LONGEST_CREDENTIALS + 1))).toEqual({ kind: "too-long" });
    expect(readBearer(of(100_000))).toEqual({ kind: "too-long" });
  });
});
