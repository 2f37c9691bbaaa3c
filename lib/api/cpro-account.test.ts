import { describe, expect, test } from "vitest";
import { readCproAccount } from "./cpro-account";
import { LONGEST_CREDENTIALS } from "./read-bearer";

const encode = (text: string) => Buffer.from(text).toString("base64");
const read = (value: string) => readCproAccount(new Headers({ "cpro-account": value }));

test("T-19 · login and password are split at the first colon", () => {
  expect(read("VEVDSF8wOnAhOmI=")).toEqual({ kind: "shown", login: "TECH_0", password: "p!:b" });
});

test("R-1013 · they are UTF-8", () => {
  expect(read(encode("TECH_0é:mot de passe ü"))).toEqual({
    kind: "shown",
    login: "TECH_0é",
    password: "mot de passe ü",
  });
});

test("R-1013 · no header at all is missing", () => {
  expect(readCproAccount(new Headers())).toEqual({ kind: "missing" });
  expect(read("")).toEqual({ kind: "missing" });
});

describe("SEC-77 · credentials that are doubled, odd or over-long are refused, never skipped", () => {
  test("two headers, even the same one twice", () => {
    const headers = new Headers({ "cpro-account": encode("TECH_0:a") });
    headers.append("cpro-account", encode("TECH_0:a"));
    expect(readCproAccount(headers)).toEqual({ kind: "malformed" });
  });

  test.each([
    ["no base64", "TECH_0:p!:b"],
    ["without its padding", "VEVDSF8wOnAhOmI"],
    ["with more padding", "VEVDSF8wOnAhOmI=="],
    ["with bits left over", "VEVDSF8wOnAhOmJ="],
    ["of the other alphabet", encode("TECH_0:???>>>").replaceAll("/", "_").replaceAll("+", "-").replace(/^/, "-")],
    ["with a space inside", "VEVDSF8w OnAhOmI="],
    ["in another encoding", Buffer.from("TECH_0:é", "latin1").toString("base64")],
    ["no colon", encode("TECH_0")],
    ["no login", encode(":password")],
    ["no password", encode("TECH_0:")],
    ["only a colon", encode(":")],
  ])("%s", (_what, value) => {
    expect(read(value)).toEqual({ kind: "malformed" });
  });

  test("4 kB are read, four characters more and 100 kB are not", () => {
    const of = (length: number) => encode(`T:${"a".repeat((length / 4) * 3 - 2)}`);
    expect(of(LONGEST_CREDENTIALS)).toHaveLength(LONGEST_CREDENTIALS);
    expect(read(of(LONGEST_CREDENTIALS)).kind).toBe("shown");
    expect(read(of(LONGEST_CREDENTIALS + 4))).toEqual({ kind: "malformed" });
    expect(read(of(100_000))).toEqual({ kind: "malformed" });
  });
});
