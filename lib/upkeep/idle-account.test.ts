import { expect, test } from "vitest";
import { deactivationOn } from "./idle-account";

const lastUse = new Date("2025-01-05T09:00:00Z");
const planned = "2026-01-05T09:00:00.000Z";

test.each([
  ["the first reminder", "first", false, "2025-12-06T09:00:00Z", planned],
  ["the first reminder, late", "first", false, "2025-12-20T09:00:00Z", planned],
  ["the last reminder on its day", "last", true, "2025-12-29T09:00:00Z", planned],
  ["the last reminder of an hourly run", "last", true, "2025-12-30T08:59:59Z", planned],
  ["the last reminder a day late", "last", true, "2025-12-30T09:00:00Z", "2026-01-06T09:00:00.000Z"],
  ["the last reminder, and no first one", "last", false, "2025-12-29T09:30:00Z", "2026-01-05T09:30:00.000Z"],
  ["a portal that slept for a year", "last", false, "2027-01-01T09:00:00Z", "2027-01-08T09:00:00.000Z"],
] as const)("R-507 · the day that is told, with seven days left: %s", (_which, stage, wasTold, now, day) => {
  expect(deactivationOn(new Date(now), { lastUse, stage, wasTold }).toISOString()).toBe(day);
});

test("R-1206 · the day keeps the wall clock of Paris", () => {
  const inSummer = new Date("2026-03-30T08:00:00Z");
  const stage = { stage: "first", wasTold: false } as const;
  // On 25 October it is summer time in 2025, winter time in 2026.
  expect(deactivationOn(inSummer, { lastUse: inSummer, ...stage })).toEqual(new Date("2027-03-30T08:00:00Z"));
  const inOctober = new Date("2025-10-25T08:00:00Z");
  expect(deactivationOn(inOctober, { lastUse: inOctober, ...stage })).toEqual(new Date("2026-10-25T09:00:00Z"));
});
