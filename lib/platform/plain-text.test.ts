import { describe, expect, test } from "vitest";
import { onOneLine, optionalPlainText, plainText } from "./plain-text";

const said = (raw: unknown, max = 99) =>
  plainText(max)
    .safeParse(raw)
    .error?.issues.map((issue) => issue.message);

describe("SEC-32 · free text is kept as people write it", () => {
  test.each([
    "Dupont & Fils",
    "12 bis, rue de l'Église",
    "<b>Café</b>",
    "Société n° 1 (« Le Phare »)",
    "株式会社",
    "Café ☕ 😀",
  ])("%s", (text) => expect(plainText(99).parse(text)).toBe(text));

  test("accents are composed, spaces are tidied", () => {
    expect(plainText(99).parse(" Cafe\u0301\t de \u00a0 la\u3000gare ")).toBe("Café de la gare");
  });

  test("an emoji counts once: 99 of them fit where 99 characters do", () => {
    expect(plainText(99).parse("😀".repeat(99))).toBe("😀".repeat(99));
    const issue = plainText(99).safeParse("😀".repeat(100)).error?.issues[0];
    expect(issue).toMatchObject({ code: "too_big", maximum: 99, message: "M-06" });
  });

  test("what may be left empty is null when it is", () => {
    expect(optionalPlainText(99).parse(undefined)).toBeNull();
    expect(optionalPlainText(99).parse("  ")).toBeNull();
    expect(optionalPlainText(99).parse(" Bâtiment A ")).toBe("Bâtiment A");
    expect(optionalPlainText(3).safeParse("abcd").error?.issues[0]?.message).toBe("M-06");
    expect(optionalPlainText(99).safeParse("a\u200bb").error?.issues[0]?.message).toBe("M-16-text");
    expect(optionalPlainText(99).safeParse(["a", "b"]).error?.issues[0]?.message).toBe("M-16");
  });
});

test.each([
  ["a null byte", "a\0b"],
  ["a line feed", "a\nb"],
  ["a header", "a\r\nBcc: eve@evil.org"],
  ["an escape", "a\u001b[2Jb"],
  ["a C1 control", "a\u0085b"],
  ["a line separator", "a\u2028b"],
  ["a paragraph separator", "a\u2029b"],
  ["a right-to-left override", "a\u202eb"],
  ["an isolate", "a\u2067b"],
  ["a directional mark", "a\u200fb"],
  ["an Arabic letter mark", "a\u061cb"],
  ["a zero-width space", "a\u200bb"],
  ["a zero-width joiner", "a\u200db"],
  ["a word joiner", "a\u2060b"],
  ["a byte order mark inside", "a\ufeffb"],
  ["a soft hyphen", "a\u00adb"],
  ["a tag character", "a\u{e0041}b"],
  ["a Hangul filler", "a\u3164b"],
  ["a private-use character", "a\ue000b"],
  ["a lone surrogate", "a\ud800b"],
])("SEC-32 · free text with %s is refused", (_, raw) => expect(said(raw)).toEqual(["M-16-text"]));

test("M-01 · a required text is missing when nothing can be seen of it", () => {
  for (const raw of ["", "   ", "\u00a0\u3000\t", undefined, 3, ["a", "b"]]) expect(said(raw)).toEqual(["M-01"]);
});

test("R-853, R-906 · a field of several lines is told as one, and only texts are", () => {
  const line = onOneLine(plainText(10));
  expect(line.parse("a\r\n\r\nb\nc")).toBe("a b c");
  expect(line.safeParse(["a"]).success).toBe(false);
});
