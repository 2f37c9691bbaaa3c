import { describe, expect, test } from "vitest";
import { LONGEST_FORM_BYTES, readForm } from "./read-form";

const form = "application/x-www-form-urlencoded";
const sent = (body: BodyInit | null, type = form, more: Record<string, string> = {}) =>
  new Request("http://localhost/", { method: "POST", body, headers: { "content-type": type, ...more } });
const read = async (body: string) => {
  const outcome = await readForm(sent(body));
  return outcome.kind === "read" ? Object.fromEntries(outcome.fields) : outcome;
};

describe("SEC-75 · a form is read in one way", () => {
  test.each([
    ["a=1&b=2", { a: "1", b: "2" }],
    ["a=x+y%20z%2B", { a: "x y z+" }],
    ["a=%C3%A9%F0%9F%98%80", { a: "é😀" }],
    ["a=b=c", { a: "b=c" }],
    ["a&b=&=c&&d=1", { "": "c", d: "1" }],
    ["%61=1", { a: "1" }],
    ["", {}],
  ])("%j", async (body, fields) => expect(await read(body)).toEqual(fields));

  test.each(["a=1&a=2", "a=1&a=1", "a=1&%61=2", "a=1&a=", "a&a"])("a name twice is refused: %j", async (body) => {
    expect(await read(body)).toEqual({ kind: "twice", name: "a" });
  });

  test.each([
    "a=%",
    "a=%4",
    "a=%zz",
    "%zz=a",
    "a=%ff",
    "a=%C3",
    "a=%ED%A0%80",
    "a=%C0%80",
    "a=é",
    "a=b c",
    "a=1\n",
    "\0=1",
  ])("what cannot be decoded is refused: %j", async (body) => {
    expect(await read(body)).toEqual({ kind: "malformed" });
  });

  test.each([form, `${form};charset=UTF-8`, `${form} ; charset="utf-8"`, form.toUpperCase(), `${form};`])(
    "%j is a form",
    async (type) => expect((await readForm(sent("a=1", type))).kind).toBe("read"),
  );

  test.each([
    "",
    "application/json",
    "multipart/form-data; boundary=x",
    "text/plain",
    `${form}; charset=latin1`,
    `${form}; charset=utf-16`,
    `${form}; boundary=x`,
    `${form}, application/json`,
    `${form}, ${form}`,
    `${form}x`,
  ])("%j is none", async (type) => {
    expect(await readForm(sent("a=1", type))).toEqual({ kind: "not-a-form" });
  });

  test("nor is one that is packed", async () => {
    expect(await readForm(sent("a=1", form, { "content-encoding": "gzip" }))).toEqual({ kind: "not-a-form" });
    expect((await readForm(sent("a=1", form, { "content-encoding": "identity" }))).kind).toBe("read");
  });
});

describe("SEC-07 · a form has an end", () => {
  test("16 kB are read, a byte more is not", async () => {
    const of = (size: number) => sent(`a=${"x".repeat(size - 2)}`);
    expect((await readForm(of(LONGEST_FORM_BYTES))).kind).toBe("read");
    expect(await readForm(of(LONGEST_FORM_BYTES + 1))).toEqual({ kind: "too-large" });
  });

  test("what follows is never asked for, whatever was announced", async () => {
    let pulled = 0;
    const pull = (controller: ReadableStreamDefaultController) => {
      pulled++;
      controller.enqueue(new Uint8Array(4096).fill(0x61));
    };
    const headers = new Headers({ "content-type": form });
    expect(await readForm({ body: new ReadableStream({ pull }), headers })).toEqual({ kind: "too-large" });
    expect(pulled).toBeLessThan(10);
    pulled = 0;
    headers.set("content-length", String(LONGEST_FORM_BYTES + 1));
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    expect(await readForm({ body, headers })).toEqual({ kind: "too-large" });
    expect(pulled).toBe(0);
  });
});
