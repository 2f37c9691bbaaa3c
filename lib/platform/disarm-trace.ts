import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * From now on TRACE reaches the middleware under another name, to be refused there (SEC-15): a `Request` of the web
 * cannot hold it, and the framework breaks on it with 500 before it asks any of us.
 */
export function disarmTrace(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.method === "TRACE") request.method = "NONE";
  });
}
