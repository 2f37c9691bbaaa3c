import { expect, test } from "vitest";
import { originOf } from "./client-origin";

const proxies = "10.0.0.0/8,127.0.0.1,::1/128";

test.each([
  ["198.51.100.7", "198.51.100.7"],
  ["1.1.1.1, 198.51.100.7", "198.51.100.7"],
  ["1.1.1.1, 198.51.100.7, 10.2.3.4", "198.51.100.7"],
  ["evil, 198.51.100.7, 10.2.3.4, 127.0.0.1", "198.51.100.7"],
  ["::ffff:198.51.100.7", "198.51.100.7"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["198.51.100.7, nonsense", "unknown"],
  ["10.2.3.4, 127.0.0.1", "unknown"],
  ["", "unknown"],
])("SEC-10 · behind our proxies, %j counts as %s", (forwardedFor, origin) => {
  expect(originOf(forwardedFor, proxies)).toBe(origin);
});

test("SEC-10 · without a trusted proxy the header proves nothing: everybody shares one origin", () => {
  expect(originOf("198.51.100.7", "")).toBe("unknown");
});

test("SEC-94 · a header of 100 kB is read in an instant and names nobody", () => {
  expect(originOf("1,".repeat(50_000), proxies)).toBe("unknown");
});
