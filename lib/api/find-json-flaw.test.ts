import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEEPEST, findJsonFlaw } from "./find-json-flaw";

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("SEC-84 · what JSON.parse lets pass is refused", () => {
  test.each([
    ['{"a":1,"a":1}', "duplicate-key"],
    ['{"a":1,"\\u0061":2}', "duplicate-key"],
    ['[{"b":{"a":1,"c":[],"a":{}}}]', "duplicate-key"],
    ['{"__proto__":{}}', "forbidden-key"],
    ['{"\\u005f_proto__":{}}', "forbidden-key"],
    ['{"a":[{"constructor":1}]}', "forbidden-key"],
    ['{"prototype":1}', "forbidden-key"],
    ["9007199254740992", "number"],
    ["-9007199254740993", "number"],
    ["9007199254740993.0", "number"],
    ["[1e309]", "number"],
    ['{"n":-1e400}', "number"],
    ["1e-400", "number"],
    ["0.10000000000000000001", "number"],
    ["123456789012345678901234567890", "number"],
    [`1${"0".repeat(1000)}`, "number"],
    ['"\\u0000"', "text"],
    ['{"a":"\\ud800"}', "text"],
    ['{"\\udc00":1}', "text"],
    [nested(DEEPEST + 1), "too-deep"],
    [`{"a":${nested(DEEPEST)}}`, "too-deep"],
  ])("%s: %s", (text, flaw) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(findJsonFlaw(text)).toBe(flaw);
  });

  test.each([
    '{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}',
    '{"a":"b","b":"a","c":["a","a"]}',
    '{"a":"__proto__","b":["constructor"]}',
    '"{\\"a\\":1,\\"a\\":2}"',
    '{"a\\\\":1,"a":"\\\\"}',
    '"\\ud83d\\ude00"',
    "9007199254740991",
    "[0, -0, 0.0, 0e999, 1.50, 15e1, 1E+2, 1e308, 5e-324, 2e53]",
    nested(DEEPEST),
    "null",
    "{}",
  ])("%s is sound", (text) => expect(findJsonFlaw(text)).toBeNull());
});

const key = fc.string({ maxLength: 4 }).filter((word) => !["__proto__", "constructor", "prototype"].includes(word));
const sound = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !isWrittenLikeAnInteger(number)),
    fc.maxSafeInteger(),
    fc.string({ unit: "binary" }).filter((text) => !text.includes("\0")),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
})).value;

describe("SEC-84 · as a property", () => {
  test("whatever JSON.stringify writes is read as it was, with any spaces and escapes", () => {
    fc.assert(
      fc.property(sound, fc.constantFrom(0, 1, "\t"), fc.boolean(), (value, space, escaped) => {
        const text = JSON.stringify(value, null, space);
        const written = escaped ? text.replace(/[^\0-\x7e]/g, (sign) => `\\u${hex(sign)}`) : text;
        if (findJsonFlaw(text) === "too-deep") return;
        expect(JSON.parse(written)).toEqual(JSON.parse(text));
        expect(findJsonFlaw(written)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test("a key is found doubled if, and only if, JSON.parse drops one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, sound), { maxLength: 6 }), (entries) => {
        const text = `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;
        const kept = Object.keys(JSON.parse(text)).length;
        expect(findJsonFlaw(text)).toBe(kept === entries.length ? null : "duplicate-key");
      }),
      { numRuns: 500 },
    );
  });

  test("an integer is refused if, and only if, another one could be read as the same", () => {
    const safe = BigInt(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(
        fc.oneof(fc.bigInt(-safe - 9n, -safe + 9n), fc.bigInt(safe - 9n, safe + 9n), fc.bigInt()),
        (integer) => {
          const isSafe = integer >= -safe && integer <= safe;
          expect(findJsonFlaw(`[${integer}]`)).toBe(isSafe ? null : "number");
        },
      ),
    );
  });

  test("where ids are of 64 bits an integer is refused if, and only if, it has more", () => {
    const end = 2n ** 63n;
    fc.assert(
      fc.property(
        fc.oneof(fc.bigInt(-end - 9n, -end + 9n), fc.bigInt(end - 9n, end + 9n), fc.bigInt(-end, end), fc.bigInt()),
        (integer) => {
          const hasMore = integer < -end || integer >= end;
          expect(findJsonFlaw(`[${integer}]`, "64-bit")).toBe(hasMore ? "number" : null);
        },
      ),
    );
    for (const written of ["9007199254740993.0", "1e400", `1${"0".repeat(1000)}`]) {
      expect(findJsonFlaw(written, "64-bit"), written).toBe("number");
    }
  });

  test("a number with a fraction or a power is refused if it is none that JSON.stringify would write in some form", () => {
    const digits = fc.oneof(fc.stringMatching(/^[1-9]\d{0,6}$/), fc.stringMatching(/^[1-9]\d{0,24}$/));
    fc.assert(
      fc.property(digits, digits, fc.integer({ min: -320, max: 320 }), (whole, fraction, power) => {
        const written = `${whole}.${fraction}e${power}`;
        const value = Number(written);
        const isKept = Number.isFinite(value) && scaled(written) === scaled(value.toExponential());
        expect(findJsonFlaw(written)).toBe(isKept ? null : "number");
      }),
    );
  });
});

function isWrittenLikeAnInteger(number: number): boolean {
  return Number.isInteger(number) && !Number.isSafeInteger(number) && Math.abs(number) < 1e21;
}

/** The value as an integer of 10^-700: another way to compare than the one that is tested. */
function scaled(written: string): bigint {
  const [mantissa = "", power = "0"] = written.split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return BigInt(whole + fraction) * 10n ** BigInt(700 + Number(power) - fraction.length);
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).padStart(4, "0");
}
