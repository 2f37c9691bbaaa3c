import { expect, test } from "vitest";
import { isUniqueViolation } from "./unique-violation";

// The shape that each driver gives it is proven in lib/testing/drivers.test.ts.
test.each([
  ["nothing", undefined],
  ["a plain error", new Error("broken")],
  ["a broken foreign key", new Error("failed", { cause: Object.assign(new Error("fk"), { code: "23503" }) })],
])("%s is no unique violation", (_what, thrown) => {
  expect(isUniqueViolation(thrown)).toBe(false);
});
