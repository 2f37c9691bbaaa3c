import ipaddr from "ipaddr.js";

/**
 * Where a session comes from, as coarse as honest (SEC-46): the network of its address, the last part cut off, for we know
 * no places. Null: unknown.
 */
export function coarseOrigin(origin: string): string | null {
  const [address = ""] = origin.split("/");
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return address.replace(/\d+$/, "x");
  if (!ipaddr.IPv6.isValid(address)) return null;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/48`).toString()}/48`;
}
