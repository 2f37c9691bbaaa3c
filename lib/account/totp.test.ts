import { describe, expect, test } from "vitest";
import { inFours, totpAddress, totpSecretFrom, totpStepOf } from "./totp";

// The secret and the moments of RFC 6238, appendix B, cut to six digits.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("R-425 · time-based codes", () => {
  test.each([
    ["1970-01-01T00:00:59Z", "287082", 1],
    ["2005-03-18T01:58:29Z", "081804", 37037036],
    ["2009-02-13T23:31:30Z", "005924", 41152263],
    ["2033-05-18T03:33:20Z", "279037", 66666666],
  ])("SEC-48 · at %s the code is %s, as the standard says", (moment, code, step) => {
    expect(totpStepOf({ secret, code, now: new Date(moment) })).toBe(step);
  });

  test("SEC-48 · a step is told by its own number, also when the code comes late or early", () => {
    const now = new Date("2005-03-18T01:58:29Z").getTime();
    for (const seconds of [-29, 0, 1, 30]) {
      expect(totpStepOf({ secret, code: "081804", now: new Date(now + seconds * 1000) })).toBe(37037036);
    }
    expect(totpStepOf({ secret, code: "081804", now: new Date(now + 31_000) })).toBeNull();
  });

  test("R-425 · the address names the portal and the person", () => {
    const address = new URL(totpAddress({ secret, issuer: "Attache", label: "camille@example.org" }));
    expect(decodeURIComponent(address.pathname)).toContain("Attache:camille@example.org");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      issuer: "Attache",
      secret,
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });

  test("R-425 · the secret is 160 bits, read four letters at a time", () => {
    const drawn = totpSecretFrom(Buffer.alloc(32, 1).toString("base64url"));
    expect(drawn).toMatch(/^[A-Z2-7]{32}$/);
    expect(inFours(drawn)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  });
});
