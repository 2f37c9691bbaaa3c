import { expect, test } from "vitest";
import { cproMinute, cproMoment, firstMinuteOf, lastMinuteOf, lastMomentOf } from "./cpro-date";

test("R-1013, R-1206 · moments have the offset of Paris, in winter and in summer", () => {
  expect(cproMoment(new Date("2017-02-18T09:21:23Z"))).toBe("2017-02-18T10:21:23+01:00");
  expect(cproMoment(new Date("2026-07-14T22:00:00.999Z"))).toBe("2026-07-15T00:00:00+02:00");
  // The night of 25 October 2026 has two hours between two and three.
  expect(cproMoment(new Date("2026-10-25T00:30:00Z"))).toBe("2026-10-25T02:30:00+02:00");
  expect(cproMoment(new Date("2026-10-25T01:30:00Z"))).toBe("2026-10-25T02:30:00+01:00");
});

test("R-1013 · the answers about services write minutes of Paris", () => {
  expect(cproMinute(new Date("2026-12-31T23:00:59Z"))).toBe("2027-01-01 00:00");
  expect(cproMinute(new Date("2026-03-29T01:00:00Z"))).toBe("2026-03-29 03:00");
});

test("R-810 · a department is used from its first minute to the end of its last day", () => {
  expect(firstMinuteOf("2026-01-01")).toBe("2026-01-01 00:00");
  expect(lastMinuteOf("2026-12-31")).toBe("2026-12-31 23:59");
  expect(lastMomentOf("2026-12-31")).toBe("2026-12-31T23:59:59+01:00");
  expect(lastMomentOf("2026-03-29")).toBe("2026-03-29T23:59:59+02:00");
  expect([lastMinuteOf(null), lastMomentOf(null)]).toEqual([null, null]);
});
