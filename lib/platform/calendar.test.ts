import { describe, expect, test } from "vitest";
import { formatMoment } from "@/lib/i18n/format-moment";
import { atHour, dayInParis, inDays, inMonths, toTheSecond, weekdayInParis } from "./calendar";

describe("R-1206 · a duration in days keeps the wall clock of Paris", () => {
  test.each([
    ["T-15 · in winter", "2018-11-07T13:50:00Z", 30, "07/12/2018 14:50:00"],
    ["across the spring change", "2026-03-20T09:30:00Z", 30, "19/04/2026 10:30:00"],
    ["across the autumn change", "2026-10-20T08:30:00Z", 30, "19/11/2026 10:30:00"],
    ["T-16 · a hundred days", "2016-11-10T09:21:23Z", 100, "18/02/2017 10:21:23"],
    ["into the hour that the spring change leaves out", "2026-03-28T01:30:00Z", 1, "29/03/2026 03:30:00"],
  ])("%s", (_, from, days, expected) => {
    expect(formatMoment(inDays(new Date(from), days))).toBe(expected);
  });
});

test("R-1206 · whoever reads a date reads it in Paris, midnight included", () => {
  expect(formatMoment(new Date("2026-07-31T22:00:00Z"))).toBe("01/08/2026 00:00:00");
});

test("T-15 · a deadline has no part of a second", () => {
  expect(toTheSecond(new Date("2018-11-07T13:50:00.999Z")).toISOString()).toBe("2018-11-07T13:50:00.000Z");
});

test("R-1206 · it is tomorrow in Paris before it is in London", () => {
  expect(dayInParis(new Date("2026-07-31T21:59:59Z"))).toBe("2026-07-31");
  expect(dayInParis(new Date("2026-07-31T22:00:00Z"))).toBe("2026-08-01");
});

test.each([
  ["in winter, told in summer", "2026-01-15T09:30:00Z", 6, "2026-07-15T08:30:00Z"],
  ["of the night when the clocks go forward", "2025-03-30T01:00:00Z", 12, "2026-03-30T01:00:00Z"],
  ["of the night when they go back", "2025-10-26T01:30:00Z", 12, "2026-10-26T01:30:00Z"],
  ["of a leap day", "2028-02-29T09:00:00Z", 12, "2029-02-28T09:00:00Z"],
  ["months ago", "2026-03-31T08:00:00Z", -1, "2026-02-28T09:00:00Z"],
])("R-1206 · months later it is the same hour in Paris: %s", (_when, from, months, to) => {
  expect(inMonths(new Date(from), months)).toEqual(new Date(to));
});

test("R-1206 · an hour of a day is one of Paris, and so is the day of the week", () => {
  expect(atHour(new Date("2026-03-28T22:59:59Z"), 7)).toEqual(new Date("2026-03-28T06:00:00Z"));
  // It is Sunday in Paris already, and the clocks went forward that night.
  expect(atHour(new Date("2026-03-28T23:00:00Z"), 7)).toEqual(new Date("2026-03-29T05:00:00Z"));
  expect(weekdayInParis(new Date("2026-03-28T22:59:59Z"))).toBe(6);
  expect(weekdayInParis(new Date("2026-03-28T23:00:00Z"))).toBe(7);
});
