import { expect, test } from "vitest";
import { deadlinesOf } from "./request-life";

test("R-855 · R-1206 · the deadlines fall at the same hour in Paris, whatever the clocks did in between", () => {
  expect(deadlinesOf(new Date("2026-02-15T09:00:00Z"))).toEqual({
    reminders: [new Date("2026-03-02T09:00:00Z"), new Date("2026-03-17T09:00:00Z")],
    expiry: new Date("2026-04-16T08:00:00Z"),
  });
});
