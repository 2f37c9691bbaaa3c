import { describe, expect, test } from "vitest";
import { LONGEST_BODY_BYTES, readJson } from "./read-json";

const json = { "content-type": "application/json" };

function sent(body: BodyInit | null, headers: Record<string, string> = json): Request {
  return new Request("https://portail.example/api/v1/x", {
    method: "POST",
    body,
    headers,
    duplex: "half",
  } as RequestInit);
}

describe("SEC-84 · a body is strict JSON, or not looked at", () => {
  test.each([
    "application/json",
    "application/json;charset=utf-8",
    "application/json; charset=UTF-8",
    'Application/JSON; charset="utf-8"',
  ])("as %s", async (type) => {
    expect(await readJson(sent('{"a":[1,"é"]}', { "content-type": type }))).toEqual({
      kind: "read",
      value: { a: [1, "é"] },
    });
  });

  test.each([
    "text/plain",
    "application/json; charset=iso-8859-1",
    "application/json, application/json",
    "application/json; charset=utf-8; charset=utf-8",
    "application/problem+json",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "",
  ])("not as %s", async (type) => {
    expect(await readJson(sent("{}", { "content-type": type }))).toEqual({ kind: "not-json" });
  });

  test("a compressed body is not unpacked", async () => {
    expect(await readJson(sent("{}", { ...json, "content-encoding": "gzip" }))).toEqual({ kind: "not-json" });
  });

  test.each([
    ["", "syntax"],
    ["{", "syntax"],
    ["{'a':1}", "syntax"],
    ['{"a":1,}', "syntax"],
    ["[NaN]", "syntax"],
    ["[01]", "syntax"],
    ["{} {}", "syntax"],
    ["\ufeff{}", "syntax"],
    ['{"a":1,"a":2}', "duplicate-key"],
    ['{"__proto__":1}', "forbidden-key"],
    ["[1e999]", "number"],
    ['"\\ud800"', "text"],
  ])("%j is refused: %s", async (body, flaw) => {
    expect(await readJson(sent(body))).toEqual({ kind: "malformed", flaw });
  });

  test("however deep it is, it is only refused", async () => {
    const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(await readJson(sent("[".repeat(1_000_000)))).toEqual({ kind: "malformed", flaw: "syntax" });
    expect(await readJson(sent(deep(500_000)))).toEqual({ kind: "malformed", flaw: "too-deep" });
  });

  test("bytes that are no UTF-8 are refused", async () => {
    const latin = Buffer.from('{"a":"é"}', "latin1");
    expect(await readJson(sent(latin))).toEqual({ kind: "malformed", flaw: "encoding" });
    expect(await readJson(sent(null))).toEqual({ kind: "malformed", flaw: "syntax" });
  });

  test("a megabyte is read, a byte more is not, and what follows is never asked for", async () => {
    const text = (size: number) => `"${"a".repeat(size - 2)}"`;
    expect((await readJson(sent(text(LONGEST_BODY_BYTES)))).kind).toBe("read");
    expect(await readJson(sent(text(LONGEST_BODY_BYTES + 1)))).toEqual({ kind: "too-large" });

    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
      },
    });
    expect(await readJson(sent(endless))).toEqual({ kind: "too-large" });
    expect(pulled).toBeLessThan(20);
  });

  test("a length that is announced too large is refused before anything is read", async () => {
    let pulled = 0;
    const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
    const headers = new Headers({ ...json, "content-length": String(LONGEST_BODY_BYTES + 1) });
    expect(await readJson({ body, headers })).toEqual({ kind: "too-large" });
    expect(pulled).toBe(0);
  });
});
