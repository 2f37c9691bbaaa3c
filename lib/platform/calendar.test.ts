import { expect, test } from "vitest";
import { after } from "./calendar";

test("T-15 · 30 days from 07/11/2018 14:50 in Paris is 07/12/2018 14:50", () => {
  expect(after(new Date("2018-11-07T14:50:00+01:00"), { days: 30 })).toEqual(new Date("2018-12-07T14:50:00+01:00"));
});

test.each([
  ["2026-03-28T09:00:00+01:00", 1, "2026-03-29T09:00:00+02:00"],
  ["2026-10-24T09:00:00+02:00", 1, "2026-10-25T09:00:00+01:00"],
  ["2026-10-01T23:30:00+02:00", 30, "2026-10-31T23:30:00+01:00"],
])("R-1206 · the wall clock is kept across a clock change: %s + %i days", (from, days, until) => {
  expect(after(new Date(from), { days })).toEqual(new Date(until));
});

test("R-430 · minutes and hours are plain time", () => {
  expect(after(new Date("2026-03-29T00:30:00Z"), { minutes: 60 })).toEqual(new Date("2026-03-29T01:30:00Z"));
  expect(after(new Date("2026-03-28T12:00:00Z"), { hours: 24 })).toEqual(new Date("2026-03-29T12:00:00Z"));
});
