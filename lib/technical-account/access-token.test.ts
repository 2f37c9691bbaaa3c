import { createHmac, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { giveAccessToken, makeAccessToken, readAccessToken, TOKEN_SECONDS } from "./access-token";
import { hashSecret, newTechnicalPassword, subkey } from "./technical-secret";

const env = testEnv();
const [key] = env.API_SECRET;
const secret = key?.secret ?? "";
const now = new Date("2026-01-05T09:00:00Z");
const seconds = now.getTime() / 1000;
const claims = { technicalAccountId: randomUUID(), secretId: randomUUID(), expiresAt: seconds + TOKEN_SECONDS };
const good = makeAccessToken(env, claims);
const [prefix = "", version = "", body = "", mark = ""] = good.split(".");

/** A token signed as ours are, with whatever claims. */
function signed(content: unknown, under = secret): string {
  const text = Buffer.from(JSON.stringify(content)).toString("base64url");
  const hash = createHmac("sha256", subkey(under, "access tokens")).update(`1.${text}`).digest("base64url");
  return `att1.1.${text}.${hash}`;
}
const content = { aud: "api", sub: claims.technicalAccountId, sec: claims.secretId, exp: claims.expiresAt };
const jwtHeader = (header: object) => Buffer.from(JSON.stringify(header)).toString("base64url");

describe("SEC-76 · an access token is read in one form, by one algorithm", () => {
  test("a token of ours tells whom it was given to, and nothing of what he may do", () => {
    expect(readAccessToken(env, good, now)).toEqual(claims);
    expect(JSON.parse(Buffer.from(body, "base64url").toString())).toEqual(content);
    expect(signed(content)).toBe(good);
  });

  test("R-1011 · it is good for 3600 seconds to the millisecond", () => {
    const at = (milliseconds: number) => readAccessToken(env, good, new Date(now.getTime() + milliseconds));
    expect(at(3_599_000)).toEqual(claims);
    expect(at(3_599_999)).toEqual(claims);
    expect(at(3_600_000)).toBeNull();
    expect(at(3_601_000)).toBeNull();
  });

  test("no letter of it can be another one", () => {
    for (const [place, letter] of [...good].entries()) {
      for (const other of letter === "A" ? ["B", "9", "_"] : ["A", "B", "-", "."]) {
        if (other === letter) continue;
        const altered = good.slice(0, place) + other + good.slice(place + 1);
        expect(readAccessToken(env, altered, now), altered).toBeNull();
      }
    }
  });

  test("not even the last one, some of whose bits are none of the hash", () => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const accepted = [...alphabet].filter((letter) => readAccessToken(env, good.slice(0, -1) + letter, now) !== null);
    expect(accepted).toEqual([good.slice(-1)]);
  });

  const table: Record<string, string> = {
    nothing: "",
    truncated: good.slice(0, -1),
    "without its hash": good.slice(0, good.lastIndexOf(".")),
    "with an empty hash": `${prefix}.${version}.${body}.`,
    "with more behind it": `${good}A`,
    "with a line behind it": `${good}\n`,
    twice: `${good}${good}`,
    "of another version of the form": good.replace("att1", "att2"),
    "of a key that does not exist": good.replace("att1.1.", "att1.2."),
    "of the same key, spelled otherwise": good.replace("att1.1.", "att1.01."),
    "of a key version as an algorithm": good.replace("att1.1.", "att1.none."),
    "of a prototype's name as key": good.replace("att1.1.", "att1.__proto__."),
    "signed under a foreign key": signed(content, "a-foreign-secret-of-more-than-32-characters"),
    "signed under an empty key": signed(content, ""),
    "signed with the secret itself, not its subkey": `${prefix}.1.${body}.${createHmac("sha256", secret).update(`1.${body}`).digest("base64url")}`,
    "signed as a password is hashed": `${prefix}.1.${body}.${hashSecret(env, `1.${body}`).secretHash}`,
    "signed by another hash": `${prefix}.1.${body}.${createHmac("sha1", subkey(secret, "access tokens")).update(`1.${body}`).digest("base64url")}`,
    "for another audience": signed({ ...content, aud: "portal" }),
    "for several audiences": signed({ ...content, aud: ["api"] }),
    "without an audience": signed({ ...content, aud: undefined }),
    "without an end": signed({ ...content, exp: undefined }),
    "with an end in words": signed({ ...content, exp: "9999999999" }),
    "with an endless end": signed({ ...content, exp: Number.MAX_VALUE }),
    "with a claim more": signed({ ...content, role: "administrator" }),
    "of no account": signed({ ...content, sub: "" }),
    "of nobody's form": signed([content]),
    "a null": signed(null),
    "a password": newTechnicalPassword(() => randomUUID() + randomUUID()),
    "a JWT without a signature": `${jwtHeader({ alg: "none" })}.${body}.`,
    "a JWT under HS256": `${jwtHeader({ alg: "HS256", typ: "JWT" })}.${body}.${mark}`,
    "a JWT with a foreign kid and jku": `${jwtHeader({ alg: "RS256", kid: "x", jku: "https://evil.example" })}.${body}.${mark}`,
  };
  test.each(Object.entries(table))("a token %s is none", (_, token) => {
    expect(readAccessToken(env, token, now)).toBeNull();
  });

  test("the longest one that is looked at is read, a longer one is not", () => {
    const padded = (length: number) => signed({ ...content, sub: "x".repeat(length) });
    expect(padded(1_000).length).toBeGreaterThan(1_000);
    expect(readAccessToken(env, padded(1_000), now)).toBeNull();
    expect(readAccessToken(env, `att1.1.${"A".repeat(100_000)}.${mark}`, now)).toBeNull();
  });

  test("SEC-16 · tokens of the former key are read until it is taken away", () => {
    const rotated = testEnv({ API_SECRET: `2:${"second-secret-of-technical-accounts"},1:${secret}` });
    expect(readAccessToken(rotated, good, now)).toEqual(claims);
    expect(makeAccessToken(rotated, claims)).toMatch(/^att1\.2\./);
    expect(readAccessToken(env, makeAccessToken(rotated, claims), now)).toBeNull();
    const forgotten = testEnv({ API_SECRET: `2:${"second-secret-of-technical-accounts"}` });
    expect(readAccessToken(forgotten, good, now)).toBeNull();
  });
});

describe("R-1011 · how long a token is good for", () => {
  const ground = (secretExpiresAt: string) => ({ ...claims, secretExpiresAt: new Date(secretExpiresAt) });
  const given = (at: string, secretExpiresAt: string) => {
    const { token, expiresIn } = giveAccessToken({ env, now: () => new Date(at) }, ground(secretExpiresAt));
    return { expiresIn, until: readAccessToken(env, token, new Date(at))?.expiresAt };
  };

  test("an hour, and never less than it says", () => {
    expect(given("2026-01-05T09:00:00Z", "2026-04-15T09:00:00Z")).toEqual({ expiresIn: 3600, until: seconds + 3600 });
    expect(given("2026-01-05T09:00:00.001Z", "2026-04-15T09:00:00Z")).toEqual({
      expiresIn: 3600,
      until: seconds + 3601,
    });
  });

  test("R-1008 · what is left of the password, when that is less", () => {
    expect(given("2026-01-05T09:00:00Z", "2026-01-05T10:00:01Z").expiresIn).toBe(3600);
    expect(given("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z").expiresIn).toBe(3600);
    expect(given("2026-01-05T09:00:00Z", "2026-01-05T09:59:59Z")).toEqual({ expiresIn: 3599, until: seconds + 3600 });
    expect(given("2026-01-05T09:00:00Z", "2026-01-05T09:00:01Z").expiresIn).toBe(1);
    expect(given("2026-01-05T09:00:00.200Z", "2026-01-05T09:00:00.900Z").expiresIn).toBe(1);
  });
});
