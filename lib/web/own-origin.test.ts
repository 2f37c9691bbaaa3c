import { expect, test } from "vitest";
import { isOwnOrigin } from "./own-origin";

const env = { APP_URL: "https://portail.example", ALLOWED_HOSTS: "apercu.example, " };

test.each(["https://portail.example", "https://apercu.example"])("SEC-06 · %s is ours", (origin) => {
  expect(isOwnOrigin(origin, env)).toBe(true);
});

test.each([
  null,
  "null",
  "http://portail.example",
  "https://portail.example:8443",
  "https://www.portail.example",
  "https://portail.example.evil.example",
  "https://evilportail.example",
  "https://portail.example/",
])("SEC-06 · %s is not ours", (origin) => {
  expect(isOwnOrigin(origin, env)).toBe(false);
});
