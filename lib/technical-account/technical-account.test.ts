import { describe, expect, test } from "vitest";
import { formatMoment } from "@/lib/i18n/format-moment";
import { testEnv } from "@/lib/testing/environment";
import {
  endOfOverlap,
  endOfPassword,
  passwordToKeep,
  stateOf,
  technicalLogin,
  waitAfterTakeOver,
} from "./technical-account";

const env = testEnv();
const paris = (text: string, offset = "+01:00") => new Date(`${text}${offset}`);

describe("R-1008 · when a technical password ends", () => {
  test("T-16 · one made on 10/11/2016 at 10:21:23 ends on 18/02/2017 at 10:21:23", () => {
    const end = endOfPassword(env, paris("2016-11-10T10:21:23"));
    expect(formatMoment(end)).toBe("18/02/2017 10:21:23");
  });

  test("R-1206 · across a change of the clocks it keeps the wall-clock time of Paris", () => {
    expect(formatMoment(endOfPassword(env, paris("2026-01-05T10:00:00")))).toBe("15/04/2026 10:00:00");
    expect(endOfPassword(env, paris("2026-01-05T10:00:00"))).toEqual(paris("2026-04-15T10:00:00", "+02:00"));
  });

  test("what is shown is what holds: parts of a second are nobody's", () => {
    expect(endOfPassword(env, paris("2016-11-10T10:21:23.987"))).toEqual(paris("2017-02-18T10:21:23"));
  });

  test("the number of days is a setting", () => {
    const short = testEnv({ TECHNICAL_PASSWORD_DAYS: "1" });
    expect(endOfPassword(short, paris("2026-01-05T10:00:00"))).toEqual(paris("2026-01-06T10:00:00"));
  });
});

describe("R-1009 · states", () => {
  const end = paris("2026-04-15T10:00:00", "+02:00");
  const before = new Date(end.getTime() - 1);
  const works = { status: "active", isStructureActive: true, isManaged: true, expiresAt: end } as const;

  test("an account is active until the last moment of its password and expired in the next", () => {
    expect(stateOf(works, before)).toBe("active");
    expect(stateOf(works, end)).toBe("expired");
  });

  test("suspended and deleted say more than expired", () => {
    expect(stateOf({ ...works, status: "suspended" }, end)).toBe("suspended");
    expect(stateOf({ ...works, status: "deleted" }, before)).toBe("deleted");
  });

  test("R-801, R-509, SEC-82 · what calls cannot use is not called active: without structure or manager it has no effect", () => {
    expect(stateOf({ ...works, isStructureActive: false, isManaged: false }, before)).toBe("suspended");
    expect(stateOf({ ...works, isManaged: false }, before)).toBe("unmanaged");
    expect(stateOf({ ...works, isManaged: false }, end)).toBe("unmanaged");
    expect(stateOf({ ...works, status: "suspended", isManaged: false }, before)).toBe("suspended");
  });
});

describe("SEC-80 · which password may live on beside a new one", () => {
  const used = { lastUsedAt: paris("2026-01-05T10:00:00") };
  const usedToo = { lastUsedAt: paris("2026-01-05T09:00:00") };
  const unused = { lastUsedAt: null };
  const unusedToo = { lastUsedAt: null };
  test.each([
    ["none", [], null],
    ["the only one", [unused], unused],
    ["the newest once it was used", [used, usedToo], used],
    ["the newest once it was used, never the older one", [used, unused], used],
    ["the older one while nobody has used the newest", [unused, used], used],
    ["the older one of two that nobody has used", [unused, unusedToo], unusedToo],
  ])("%s", (_which, live, kept) => {
    expect(passwordToKeep(live)).toBe(kept);
  });
});

describe("R-1003 · the technical login", () => {
  const number = 4711;
  test("is TECH_0, the identifier, and the technical domain", () => {
    expect(technicalLogin(env, { identifierType: "SIRET", identifier: "12345678200010", number })).toBe(
      "TECH_012345678200010@api.attache.example",
    );
    const own = testEnv({ TECHNICAL_DOMAIN: "tech.portail.fr" });
    expect(technicalLogin(own, { identifierType: "RIDET", identifier: "1234567001", number })).toBe(
      "TECH_01234567001@tech.portail.fr",
    );
  });

  test("signs that a login cannot hold become hyphens", () => {
    const identifier = "USÉ & Co:é@x";
    const login = technicalLogin(env, { identifierType: "HORS_UE", identifier, number });
    expect(login).toBe("TECH_0US----Co---x@api.attache.example");
  });

  test("a private individual is known by an opaque number: neither birth nor name stands in it", () => {
    const identifier = "1850578006084DUPONT";
    expect(technicalLogin(env, { identifierType: "PARTICULIER", identifier, number })).toBe(
      "TECH_04711@api.attache.example",
    );
  });
});

describe("SEC-68 · 72 hours after support named a manager", () => {
  const takenOverAt = new Date("2026-01-05T09:00:00Z");
  const over = new Date("2026-01-08T09:00:00Z");

  test("he waits until the last moment, and not one longer", () => {
    expect(waitAfterTakeOver(takenOverAt, new Date(over.getTime() - 1))).toEqual(over);
    expect(waitAfterTakeOver(takenOverAt, over)).toBeNull();
  });

  test("who was not named by support never waits", () => expect(waitAfterTakeOver(null, takenOverAt)).toBeNull());
});

describe("R-1007, SEC-80 · until when an old password may be kept", () => {
  const now = paris("2026-01-05T10:00:00");

  test("until the end of the chosen day in Paris", () => {
    expect(endOfOverlap("2026-01-05", now)).toEqual(paris("2026-01-06T00:00:00"));
    expect(endOfOverlap("2026-01-12", now)).toEqual(paris("2026-01-13T00:00:00"));
  });

  test("at most 30 days, to the second", () => {
    expect(endOfOverlap("2026-02-03", now)).toEqual(paris("2026-02-04T00:00:00"));
    expect(endOfOverlap("2026-02-04", now)).toEqual(paris("2026-02-04T10:00:00"));
    expect(endOfOverlap("2026-02-05", now)).toBeNull();
  });

  test("a day that is over is no choice", () => expect(endOfOverlap("2026-01-04", now)).toBeNull());

  test("R-1206 · the end of a day is that of Paris in summer too", () => {
    const spring = paris("2026-03-28T10:00:00");
    expect(endOfOverlap("2026-03-28", spring)).toEqual(paris("2026-03-29T00:00:00"));
    expect(endOfOverlap("2026-03-29", spring)).toEqual(paris("2026-03-30T00:00:00", "+02:00"));
    expect(endOfOverlap("2026-12-31", paris("2026-12-31T10:00:00"))).toEqual(paris("2027-01-01T00:00:00"));
  });
});
