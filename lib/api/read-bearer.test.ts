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

  test.each([
    ["Bearer abc", "Bearer def"],
    ["Basic YTpi", "Bearer abc"],
    ["Bearer abc", "Basic YTpi"],
    ["", "Bearer abc"],
  ])("two headers are one with a comma, and neither counts: %j, %j", (...both) => {
    const headers = new Headers();
    for (const one of both) headers.append("authorization", one);
    expect(readBearer(headers)).toEqual({ kind: "malformed" });
  });

  test.each(["Basic YTpi", "basic", "Negotiate abc==", "abc", "Bearerabc", "Bearer\tabc"])(
    "%j is another scheme, and no token",
    (authorization) => expect(readBearer(new Headers({ authorization }))).toEqual({ kind: "missing" }),
  );

  test.each(["Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "Bearer =", "Bearer é"])(
    "%j is malformed",
    (authorization) => {
      expect(readBearer(new Headers({ authorization }))).toEqual({ kind: "malformed" });
    },
  );

  test("4 kB are read, a character more and 100 kB are not", () => {
    const of = (length: number) => new Headers({ authorization: `Bearer ${"a".repeat(length - "Bearer ".length)}` });
    expect(readBearer(of(LONGEST_CREDENTIALS)).kind).toBe("token");
    expect(readBearer(of(LONGEST_CREDENTIALS + 1))).toEqual({ kind: "too-long" });
    expect(readBearer(of(100_000))).toEqual({ kind: "too-long" });
  });
});
