import { describe, expect, test } from "vitest";
import { formatMoment } from "@/lib/i18n/format-moment";
import { dayInParis, inDays, toTheSecond } from "./calendar";

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
