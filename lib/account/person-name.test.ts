import { describe, expect, test } from "vitest";
import { processorTime } from "@/lib/testing/processor-time";
import { personNameField } from "./person-name";

const said = (raw: unknown) => personNameField.safeParse(raw).error?.issues.map((issue) => issue.message) ?? [];

describe("R-308 · people are called as they are called", () => {
  test.each([
    "Anne",
    "Jean-Paul",
    "O'Brien",
    "d’Aubigné",
    "'t Hooft",
    "De La Tour du Pin",
    "Ørsted",
    "Nguyễn",
    "Łukasz",
    "Ng",
    "Ó",
    "محمد",
    "田中",
    "Şükrü",
    "x".repeat(80),
    "𠮷".repeat(80),
  ])("%s", (name) => expect(personNameField.parse(name)).toBe(name));

  test("spaces at the ends and doubled spaces go, and accents are composed", () => {
    expect(personNameField.parse("  Anne\u00a0 Marie ")).toBe("Anne Marie");
    expect(personNameField.parse("He\u0301le\u0300ne")).toBe("Hélène");
  });
});

describe("SEC-32 · nothing but a name fits in a name", () => {
  test.each([
    ["markup", "<b>Anne</b>"],
    ["an attribute", '" onmouseover="alert(1)'],
    ["a link", "https://evil.org"],
    ["a host", "evil.org"],
    ["a host with a full-width dot", "evil．org"],
    ["an address", "anne@evil.org"],
    ["a header", "Anne\r\nBcc: eve@evil.org"],
    ["a line break", "Anne\nMartin"],
    ["a null byte", "Anne\0"],
    ["an escape sequence", "\u001b[31mAnne"],
    ["a right-to-left override", "Anne\u202enitram"],
    ["a bidi isolate", "\u2066Anne\u2069"],
    ["a zero-width space", "An\u200bne"],
    ["a byte order mark", "\ufeffAnne"],
    ["a soft hyphen", "An\u00adne"],
    ["a Hangul filler", "An\u3164ne"],
    ["a filler alone", "\u3164"],
    ["a line separator", "Anne\u2028Martin"],
    ["a lone surrogate", "Anne\ud800"],
    ["a digit", "Anne2"],
    ["an emoji", "Anne 😀"],
    ["a formula", "=1+1"],
    ["a formula that starts like a name", "-1+1"],
    ["a placeholder", "{name}"],
    ["punctuation alone", "- ' -"],
    ["a tower of accents", `A${"\u0301".repeat(40)}nne`],
  ])("%s", (_, raw) => expect(said(raw)).toEqual(["M-16-name"]));

  test("a missing name and an endless one are told as such", () => {
    for (const raw of ["", "  ", "\u00a0", undefined, ["Anne", "Eve"]]) expect(said(raw)).toEqual(["M-01"]);
    const issue = personNameField.safeParse("x".repeat(81)).error?.issues[0];
    expect(issue).toMatchObject({ code: "too_big", maximum: 80, message: "M-06" });
  });
});

test("SEC-94 · an endless name is refused at once", () => {
  const spent = processorTime();
  for (const piece of ["a", " ", "'", "a\u0301", "\u0301", "1"]) said(piece.repeat(100_000));
  expect(spent()).toBeLessThan(300);
});
