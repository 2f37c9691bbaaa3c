import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * From now on an address with a broken escape (`/%zz`) reaches the routes as one that nobody has: by itself the framework
 * answers it with 500 where a route takes parameters, and without a single security header (SEC-14, SEC-84).
 */
export function mendBrokenEscapes(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const [path = "", ...query] = (request.url ?? "").split(/(?=\?)/);
    if (path.includes("%") && !isDecodable(path)) request.url = [path.replaceAll("%", "%25"), ...query].join("");
  });
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
