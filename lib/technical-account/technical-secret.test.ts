import { createHash, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { hashSecret, isSecret, newTechnicalPassword, subkey } from "./technical-secret";

const chance = () => randomBytes(32).toString("base64url");
const one = "1:first-key-of-the-technical-accounts-01";
const two = "2:second-key-of-the-technical-accounts-2";

test("R-1004 · 3,000 passwords: 20 ASCII characters of all four classes, nothing that quotes, splits or looks alike", () => {
  const drawn = Array.from({ length: 3000 }, () => newTechnicalPassword(chance));
  const rules = [/^[\x21-\x7e]{20}$/, /[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
  // Quotes, backslash, colon, space; look-alikes; and what a form decoder reads as something else.
  const forbidden = [/["'`\\: ]/, /[0O1Il]/, /[&%+$!;|<>()]/];
  const wrong = drawn.filter(
    (password) => !rules.every((rule) => rule.test(password)) || forbidden.some((odd) => odd.test(password)),
  );
  expect(wrong).toEqual([]);
  expect(new Set(drawn).size).toBe(drawn.length);
});

test("R-1004 · no sign is favoured: each turns up, none twice as often as it should", () => {
  const counts = new Map<string, number>();
  const passwords = 5000;
  for (let made = 0; made < passwords; made++) {
    for (const sign of newTechnicalPassword(chance)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const fair = (passwords * 20) / counts.size;
  expect(counts.size).toBe(24 + 25 + 8 + 7);
  // Drawing again until all four classes are there favours the smaller classes a little.
  const odd = [...counts].filter(([, count]) => count > 1.5 * fair || count < 0.7 * fair);
  expect(odd).toEqual([]);
});

test("SEC-78 · the bits of a password: at least 112, whatever class is missing in a draw", () => {
  const letters = 24 + 25 + 8 + 7;
  // All draws less those that lack a class.
  const without = (missing: number) => ((letters - missing) / letters) ** 20;
  const kept = 1 - without(24) - without(25) - without(8) - without(7);
  expect(20 * Math.log2(letters) + Math.log2(kept)).toBeGreaterThan(112);
});

test("R-1004 · whatever bytes chance hands over, the password has its shape", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 24, maxLength: 48 }), (seed) => {
      let round = 0;
      const made = newTechnicalPassword(() => {
        // The first bytes are any; those after them never come round again, or a bad draw would be drawn for ever.
        const bytes = round === 0 ? seed : createHash("sha256").update(seed).update(`${round}`).digest();
        round++;
        return Buffer.from(bytes).toString("base64url");
      });
      return /^[A-HJ-NP-Za-km-z2-9,\-./=@_]{20}$/.test(made);
    }),
  );
});

test("SEC-78 · a kept password says nothing of itself, and only its own opens it", () => {
  const env = testEnv({ API_SECRET: one });
  const password = newTechnicalPassword(chance);
  const kept = hashSecret(env, password);
  expect(JSON.stringify(kept)).not.toContain(password);
  expect(kept.keyVersion).toBe(1);
  expect(isSecret(env, password, kept)).toBe(true);
  for (const wrong of ["", password.slice(1), `${password} `, password.toLowerCase(), newTechnicalPassword(chance)]) {
    expect(isSecret(env, wrong, kept)).toBe(false);
  }
});

test("SEC-78 · a dump without the key proves nothing: another portal's key does not open it", () => {
  const kept = hashSecret(testEnv({ API_SECRET: one }), "A-password-that-leaked");
  const elsewhere = testEnv({ API_SECRET: "1:another-key-of-the-technical-account" });
  expect(isSecret(elsewhere, "A-password-that-leaked", kept)).toBe(false);
});

test("SEC-16 · after the key was changed, older passwords still open; once it is gone they do not", () => {
  const kept = hashSecret(testEnv({ API_SECRET: one }), "a-password");
  const rotated = testEnv({ API_SECRET: `${two},${one}` });
  expect(isSecret(rotated, "a-password", kept)).toBe(true);
  expect(hashSecret(rotated, "a-password").keyVersion).toBe(2);
  expect(isSecret(testEnv({ API_SECRET: two }), "a-password", kept)).toBe(false);
});

test("SEC-76, SEC-78 · each purpose has a key of its own", () => {
  expect(subkey("secret", "access tokens").equals(subkey("secret", "technical passwords"))).toBe(false);
  expect(subkey("secret", "access tokens")).toHaveLength(32);
});
