import { expect, test } from "vitest";
import { coarseOrigin } from "./coarse-origin";

test.each([
  ["192.0.2.1", "192.0.2.x"],
  ["203.0.113.255", "203.0.113.x"],
  ["2001:db8:1:2::/64", "2001:db8:1::/48"],
  ["2001:db8:abcd:ffff:1:2:3:4", "2001:db8:abcd::/48"],
  ["unknown", null],
  ["", null],
  ["192.0.2", null],
  ["<script>", null],
])("SEC-46 · %j is shown as %j: the network, never the address", (origin, network) => {
  expect(coarseOrigin(origin)).toBe(network);
});
