import { expect, test } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { isScheduler } from "./is-scheduler";

const secret = "a-secret-of-the-scheduled-delivery-0001";
const env = testEnv({ CRON_SECRET: secret });

function asked(authorization?: string): boolean {
  const headers = authorization === undefined ? undefined : { authorization };
  return isScheduler(new Request("http://localhost/api/outbox", { method: "POST", headers }), env);
}

test("R-1101 · the scheduler is whoever holds the secret", () => {
  expect(asked(`Bearer ${secret}`)).toBe(true);
});

test.each([
  undefined,
  "",
  "Bearer",
  "Bearer ",
  secret,
  `bearer ${secret}`,
  `Basic ${secret}`,
  `Bearer ${secret}0`,
  `Bearer ${secret.slice(0, -1)}`,
  `Bearer ${secret}, Bearer ${secret}`,
])("SEC-18 · %s is nobody", (authorization) => {
  expect(asked(authorization)).toBe(false);
});
