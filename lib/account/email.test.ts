import { describe, expect, test } from "vitest";
import { processorTime } from "@/lib/testing/processor-time";
import { emailField, maskEmail, parseEmail } from "./email";

const long = (length: number) => "a".repeat(length);

describe("SEC-20 · a plain address is understood, and always in one form", () => {
  test.each([
    ["a@x.fr", "a@x.fr"],
    ["A@X.fr", "a@x.fr"],
    ["  anne.martin@domaine.fr  ", "anne.martin@domaine.fr"],
    ["\tanne@domaine.fr\u00a0", "anne@domaine.fr"],
    ["Anne.MARTIN+factures@Sous.Domaine.GOUV.fr", "anne.martin+factures@sous.domaine.gouv.fr"],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ["a_b-c=d!e#f$g%h&i*j/k?l^m`n{o|p}q~r@example.org", "a_b-c=d!e#f$g%h&i*j/k?l^m`n{o|p}q~r@example.org"],
    ["1@2.example", "1@2.example"],
    ["anne@bücher.de", "anne@xn--bcher-kva.de"],
    ["anne@BÜCHER.de", "anne@xn--bcher-kva.de"],
    ["anne@bu\u0308cher.de", "anne@xn--bcher-kva.de"],
    ["anne@xn--bcher-kva.de", "anne@xn--bcher-kva.de"],
    ["anne@XN--BCHER-KVA.DE", "anne@xn--bcher-kva.de"],
    ["anne@straße.de", "anne@xn--strae-oqa.de"],
    ["anne@société.fr", "anne@xn--socit-esab.fr"],
    ["anne@例え.テスト", "anne@xn--r8jz45g.xn--zckzah"],
    ["anne@пример.рф", "anne@xn--e1afmkfd.xn--p1ai"],
    [`${long(64)}@x.fr`, `${long(64)}@x.fr`],
    [`a@${long(63)}.fr`, `a@${long(63)}.fr`],
    [`a@${long(63)}.${long(63)}.${long(63)}.${long(57)}.fr`, `a@${long(63)}.${long(63)}.${long(63)}.${long(57)}.fr`],
  ])("%j is %s", (raw, canonical) => expect(parseEmail(raw)).toBe(canonical));
});

/** Each of these would reach somebody else, several people, a header, or nobody. */
const hostile: [why: string, raw: string][] = [
  ["nothing", ""],
  ["spaces alone", "   "],
  ["no at sign", "anne.domaine.fr"],
  ["no local part", "@domaine.fr"],
  ["no domain", "anne@"],
  ["two at signs", "anne@evil.org@domaine.fr"],
  ["an at sign doubled", "anne@@domaine.fr"],
  ["a list with a comma", "anne@domaine.fr,eve@evil.org"],
  ["a list with a semicolon", "anne@domaine.fr;eve@evil.org"],
  ["a list with a space", "anne@domaine.fr eve@evil.org"],
  ["a display name", "Anne <anne@domaine.fr>"],
  ["angle brackets", "<anne@domaine.fr>"],
  ["a comment before", "(eve)anne@domaine.fr"],
  ["a comment after", "anne(eve)@domaine.fr"],
  ["a comment in the domain", "anne@domaine.fr(evil.org)"],
  ["a quoted local part", '"anne"@domaine.fr'],
  ["a quoted at sign", '"anne@evil.org"@domaine.fr'],
  ["a quoted space", '"anne martin"@domaine.fr'],
  ["a backslash", "anne\\@evil.org@domaine.fr"],
  ["a source route", "@evil.org:anne@domaine.fr"],
  ["a mailto address", "mailto:anne@domaine.fr"],
  ["a query", "anne@domaine.fr?bcc=eve@evil.org"],
  ["a second header", "anne@domaine.fr\r\nBcc: eve@evil.org"],
  ["a line feed inside", "anne@domaine\n.fr"],
  ["a line feed at the end", "anne@domaine.fr\n"],
  ["a carriage return at the start", "\ranne@domaine.fr"],
  ["a line separator", "anne@domaine.fr\u2028"],
  ["a null byte", "anne\0@domaine.fr"],
  ["a null byte at the end", "anne@domaine.fr\0"],
  ["a delete character", "anne\u007f@domaine.fr"],
  ["a C1 control", "anne\u0085@domaine.fr"],
  ["a tab inside", "anne\t@domaine.fr"],
  ["a space inside", "anne martin@domaine.fr"],
  ["a space before the at sign", "anne @domaine.fr"],
  ["a space after the at sign", "anne@ domaine.fr"],
  ["a no-break space inside", "anne\u00a0martin@domaine.fr"],
  ["an ideographic space", "anne@domaine.fr\u3000"],
  ["a full-width at sign", "anne＠domaine.fr"],
  ["a small at sign", "anne﹫domaine.fr"],
  ["a full-width at sign beside a true one", "anne＠evil.org@domaine.fr"],
  ["a full-width local part", "ａnne@domaine.fr"],
  ["a full-width domain", "anne@ｄomaine.fr"],
  ["a full-width dot", "anne@domaine．fr"],
  ["an ideographic dot", "anne@domaine。fr"],
  ["a one-dot leader", "anne@domaine․fr"],
  ["a circled letter", "anne@ⓓomaine.fr"],
  ["a ligature", "anne@of\ufb01ce.fr"],
  ["a Kelvin sign in the local part", "\u212aarl@domaine.fr"],
  ["a Kelvin sign in the domain", "anne@\u212aarl.fr"],
  ["an accent in the local part", "hélène@domaine.fr"],
  ["a Cyrillic a in the local part", "\u0430nne@domaine.fr"],
  ["a long s in the local part", "\u017fophie@domaine.fr"],
  ["a right-to-left override", "anne\u202e@domaine.fr"],
  ["a left-to-right mark in the domain", "anne@\u200edomaine.fr"],
  ["a bidi isolate", "anne@domaine\u2066.fr"],
  ["a zero-width space", "an\u200bne@domaine.fr"],
  ["a zero-width joiner in the domain", "anne@dom\u200daine.fr"],
  ["a zero-width non-joiner in the domain", "anne@dom\u200caine.fr"],
  ["a byte order mark at the start", "\ufeffanne@domaine.fr"],
  ["a soft hyphen in the domain", "anne@dom\u00adaine.fr"],
  ["a grapheme joiner in the domain", "anne@dom\u034faine.fr"],
  ["a variation selector in the domain", "anne@domaine\ufe0f.fr"],
  ["a Hangul filler in the domain", "anne@dom\u3164aine.fr"],
  ["a lone surrogate", "anne@dom\ud800aine.fr"],
  ["a dot at the start of the local part", ".anne@domaine.fr"],
  ["a dot at the end of the local part", "anne.@domaine.fr"],
  ["two dots in the local part", "anne..martin@domaine.fr"],
  ["a dot at the start of the domain", "anne@.domaine.fr"],
  ["two dots in the domain", "anne@domaine..fr"],
  ["a dot at the end of the domain", "anne@domaine.fr."],
  ["a hyphen at the start of a label", "anne@-domaine.fr"],
  ["a hyphen at the end of a label", "anne@domaine-.fr"],
  ["hyphens that announce an encoding", "anne@ab--cd.fr"],
  ["an encoding of nothing", "anne@xn--.fr"],
  ["a broken encoding", "anne@xn--a.fr"],
  ["an encoding with nothing encoded", "anne@xn--domaine-.fr"],
  ["an underscore in the domain", "anne@dom_aine.fr"],
  ["a host without a dot", "anne@localhost"],
  ["an address literal", "anne@[127.0.0.1]"],
  ["an IPv6 literal", "anne@[IPv6:::1]"],
  ["an IPv4 address", "anne@127.0.0.1"],
  ["a short IPv4 address", "anne@127.1"],
  ["a hexadecimal IPv4 address", "anne@0x7f.1"],
  ["a numeric top level", "anne@domaine.42"],
  ["a one-letter top level", "anne@domaine.f"],
  ["a port", "anne@domaine.fr:25"],
  ["a path", "anne@domaine.fr/evil"],
  ["a percent encoding in the domain", "anne@domaine%2efr"],
  ["a fragment", "anne@domaine.fr#evil"],
  ["markup", "<script>@domaine.fr"],
  ["an emoji in the local part", "😀@domaine.fr"],
  ["a local part of 65", `${long(65)}@x.fr`],
  ["a label of 64", `a@${long(64)}.fr`],
  ["an address of 255", `ab@${long(63)}.${long(63)}.${long(63)}.${long(57)}.fr`],
  ["an address that passes 254 once encoded", `a@${`${"é".repeat(56)}.`.repeat(4)}fr`],
  ["a megabyte", `${long(1_000_000)}@x.fr`],
  ["a megabyte of spaces", " ".repeat(1_000_000)],
];

describe("SEC-20 · what is not plainly one address is refused", () => {
  test("the table holds 60 addresses or more", () => expect(hostile.length).toBeGreaterThanOrEqual(60));
  test.each(hostile)("%s", (_, raw) => expect(parseEmail(raw)).toBeNull());
});

test("SEC-20 · whatever is typed, an accepted address is one address, in ASCII, and stays itself when read again", () => {
  const random = sequence(20260105);
  const pieces =
    "a Z 9 . .. @ - _ + ' \" , ; : < > ( ) [ ] \\ / % é ß İ ı ſ K ＠ ﹫ 。 ． ａ ﬁ xn-- fr com bücher 例え рф \u200b \u200d \u202e \u00ad \ufeff \u3164 \n \r \0 \u00a0 \u2028 \ud800 😀 127 0x7f"
      .split(" ")
      .concat(" ", "anne", "domaine", ".fr", "@domaine.fr");
  const plain = "Anne@domaine.fr";
  let accepted = 0;
  for (let round = 0; round < 50_000; round++) {
    const scraps = Array.from({ length: random() % 5 }, () => pieces[random() % pieces.length]).join("");
    const cut = random() % (plain.length + 1);
    const raw = round % 2 ? scraps : plain.slice(0, cut) + scraps + plain.slice(cut);
    const email = parseEmail(raw);
    if (email === null) continue;
    accepted++;
    expect(email).toMatch(/^[!-?A-~]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/);
    expect(email).not.toMatch(/["(),:;<>[\\\]]/);
    expect(email.length).toBeLessThanOrEqual(254);
    expect(email).toBe(email.toLowerCase());
    expect(parseEmail(email)).toBe(email);
    // The domain written in its other forms is the same address.
    expect(parseEmail(raw.normalize("NFD"))).toBe(email);
  }
  expect(accepted).toBeGreaterThan(2_000);
});

test("SEC-94 · an endless string is refused at once", () => {
  const spent = processorTime();
  for (const piece of [" ", "a", "a.", "@", "-", "é", "\u200b"]) parseEmail(piece.repeat(100_000));
  expect(spent()).toBeLessThan(50);
});

test("M-01, M-02 · a form says whether the address is missing or wrong", () => {
  const said = (raw: unknown) => emailField.safeParse(raw).error?.issues.map((issue) => issue.message);
  expect(said("")).toEqual(["M-01"]);
  expect(said("  ")).toEqual(["M-01"]);
  expect(said(undefined)).toEqual(["M-01"]);
  expect(said(["a@x.fr", "b@x.fr"])).toEqual(["M-01"]);
  expect(said("anne@")).toEqual(["M-02"]);
  expect(emailField.parse(" Anne@X.fr ")).toBe("anne@x.fr");
});

test("an address is masked but for its first letter and its domain", () => {
  const email = parseEmail("anne.martin@domaine.fr");
  expect(email && maskEmail(email)).toBe("a•••@domaine.fr");
});

/** The same numbers at every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
