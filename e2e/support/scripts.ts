import type { Locator } from "@playwright/test";
import { expect } from "./test";

/** Scripts answer for that element: React marks what it has taken over. What is done before, the browser alone answers. */
export function untilScriptsAnswerFor(element: Locator): Promise<void> {
  return expect
    .poll(() => element.evaluate((node) => Object.keys(node).some((key) => key.startsWith("__reactProps"))))
    .toBe(true);
}
