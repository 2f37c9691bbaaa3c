import { beforeEach, expect, test, vi } from "vitest";
import { slowAnswers } from "./slow-answers";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test("SEC-79 · so many answers wait at once, one more does not, and a place that is free again is used again", async () => {
  const slowly = slowAnswers(2);
  const first = slowly(250);
  const second = slowly(4_000);
  expect(await slowly(250)).toBe("full");
  // Who need not wait is never sent away.
  expect(await slowly(0)).toBe("waited");
  await vi.advanceTimersByTimeAsync(250);
  expect(await first).toBe("waited");
  const third = slowly(250);
  expect(await slowly(250)).toBe("full");
  await vi.advanceTimersByTimeAsync(3_750);
  expect(await Promise.all([second, third])).toEqual(["waited", "waited"]);
});
