import { describe, expect, test } from "vitest";
import { readCproAccount } from "./cpro-account";
import { LONGEST_LOGIN, LONGEST_PASSWORD } from "./read-client-credentials";

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
    ["NUL in the login", encode("a\0b:c")],
    ["NUL in the password", encode("a:b\0c")],
    ["a line break", encode("a:b\n")],
    ["a control character of Latin-1", encode("a:b\u0085c")],
  ])("%s", (_what, value) => {
    expect(read(value)).toEqual({ kind: "malformed" });
  });

  test("over-long ones, at the letter", () => {
    const of = (login: number, password: number) => read(encode(`${"l".repeat(login)}:${"p".repeat(password)}`));
    expect(of(LONGEST_LOGIN, LONGEST_PASSWORD).kind).toBe("shown");
    expect(of(LONGEST_LOGIN + 1, 1)).toEqual({ kind: "malformed" });
    expect(of(1, LONGEST_PASSWORD + 1)).toEqual({ kind: "malformed" });
    expect(of(1, 100_000)).toEqual({ kind: "malformed" });
  });
});
