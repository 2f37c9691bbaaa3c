import ipaddr from "ipaddr.js";
import { headers } from "next/headers";
import { live } from "@/lib/platform/live";

/** Where a request comes from, as limits count it: an IPv4 address, an IPv6 /64, or `unknown`. */
export type Origin = string;

/** The origin of the current request (SEC-10). */
export async function clientOrigin(): Promise<Origin> {
  const { env } = await live();
  return originOf((await headers()).get("x-forwarded-for"), env.TRUSTED_PROXIES);
}

/**
 * The rightmost hop that is not one of our proxies: what stands left of it was written by the client. Without a
 * trusted proxy nothing in the header can be believed, so everybody shares the budget of `unknown`.
 */
export function originOf(forwardedFor: string | null, trustedProxies: string): Origin {
  const trusted = trustedProxies.split(",").flatMap(rangeOf);
  if (trusted.length === 0) return "unknown";
  const hops = (forwardedFor ?? "").slice(-2000).split(",").reverse();
  for (const hop of hops) {
    const text = hop.trim();
    if (!ipaddr.isValid(text)) return "unknown";
    const address = ipaddr.process(text);
    if (trusted.some((range) => range[0].kind() === address.kind() && address.match(range))) continue;
    return address instanceof ipaddr.IPv6 ? `${networkOf(address)}/64` : address.toString();
  }
  return "unknown";
}

function rangeOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number][] {
  const range = text.trim();
  if (!range) return [];
  if (range.includes("/")) return [ipaddr.parseCIDR(range)];
  const address = ipaddr.process(range);
  return [[address, address instanceof ipaddr.IPv6 ? 128 : 32]];
}

function networkOf(address: ipaddr.IPv6): string {
  return new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]).toString();
}
