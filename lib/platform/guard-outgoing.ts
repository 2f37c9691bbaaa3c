import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";
import type { Env } from "./env";
import { log } from "./log";

/**
 * From now on this process asks nobody but the services that its settings name, and these only at public addresses
 * (SEC-12). Judged is the address that was connected to, before a byte of the request leaves: a name that resolves to
 * something else the second time gains nothing. It holds for `fetch` and so for every library here that asks by HTTP.
 */
export function guardOutgoing(env: Env): void {
  const mayAsk = outgoingRule(env);
  subscribe("undici:client:connected", (message) => {
    const { connectParams, socket } = message as {
      connectParams: { protocol: string; host: string };
      socket: Socket;
    };
    const origin = `${connectParams.protocol}//${connectParams.host}`;
    if (mayAsk(origin, socket.remoteAddress ?? "")) return;
    log("error", "outgoing-request-refused", { service: origin });
    socket.destroy(new Error(`${origin} may not be asked from here`));
  });
}

/** Whether a service, named by its origin, may be asked at the address that its name stood for. */
export function outgoingRule(env: Env): (origin: string, address: string) => boolean {
  const services = originsOf([
    env.RESEND_BASE_URL ?? "https://api.resend.com",
    env.TURNSTILE_VERIFY_URL,
    env.INSEE_API_URL,
    env.OPEN_DIRECTORY_URL,
    env.S3_ENDPOINT,
  ]);
  // The framework asks itself for the page that an action leads to.
  const own = originsOf([
    env.APP_URL,
    env.__NEXT_PRIVATE_ORIGIN,
    ...listed(env.ALLOWED_HOSTS).flatMap((host) => [`http://${host}`, `https://${host}`]),
  ]);
  const inOwnNetwork = new Set(listed(env.PRIVATE_HOSTS));
  const keepsBlobs = env.BLOB_READ_WRITE_TOKEN !== undefined;
  return (origin, address) => {
    if (own.has(origin)) return true;
    const isService = services.has(origin) || (keepsBlobs && isBlobStore(origin));
    return isService && (inOwnNetwork.has(new URL(origin).hostname) || isPublic(address));
  };
}

function isBlobStore(origin: string): boolean {
  return origin === "https://vercel.com" || /^https:\/\/[\w.-]+\.vercel-storage\.com$/.test(origin);
}

function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

function originsOf(addresses: (string | undefined)[]): Set<string> {
  return new Set(addresses.flatMap((address) => (address && URL.canParse(address) ? [new URL(address).origin] : [])));
}

function listed(text: string): string[] {
  return text.split(",").flatMap((entry) => (entry.trim() ? [entry.trim().toLowerCase()] : []));
}
