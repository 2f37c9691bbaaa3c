import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * From now on two kinds of odd address reach the routes mended, because the framework answers them by itself and without
 * a single security header (SEC-14): one with a slash too many, doubled, at the end or leaning backwards, means the
 * page without it; one with a broken escape (`/%zz`), answered with 500 where a route takes parameters, becomes one that
 * nobody has (SEC-84).
 */
export function mendAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const [path = "", ...query] = (request.url ?? "").split(/(?=\?)/);
    const slashed = path.replace(/[\\/]{2,}|\\/g, "/").replace(/(?<=.)\/$/, "");
    const mended = isDecodable(slashed) ? slashed : slashed.replaceAll("%", "%25");
    if (mended !== path) request.url = [mended, ...query].join("");
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
