import { expect, test } from "vitest";
import { processorTime } from "@/lib/testing/processor-time";
import { describeDevice } from "./describe-device";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox", "Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari",
    "iOS",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
    "Microsoft Edge",
    "Windows",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Samsung Internet for Android",
    "Android",
  ],
  ["Something/1.0 (Windows NT 10.0; Win64; x64)", null, "Windows"],
])("SEC-46 · %s is named as its owner would", (userAgent, browser, system) => {
  expect(describeDevice(userAgent)).toEqual({ browser, system });
});

test.each([
  "",
  "   ",
  "Test browser",
  "curl/8.0",
  "x".repeat(10_000),
  "Your bank/1 (call 0800 000 000)",
  "<b>Firefox</b>",
  "\u0000/\u202e",
])("SEC-46, SEC-90 · text of a stranger (%j) is nothing we would repeat", (userAgent) => {
  const { browser, system } = describeDevice(userAgent);
  expect([null, "Firefox"]).toContain(browser);
  expect(system).toBeNull();
});

test("SEC-94 · a hostile user agent costs no time", () => {
  const spent = processorTime();
  for (const part of ["(", "a/", "Mozilla/5.0 ", "\t", "Android ", "/ ("]) describeDevice(part.repeat(50_000));
  expect(spent()).toBeLessThan(1_000);
});
