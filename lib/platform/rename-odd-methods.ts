import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * From now on methods that the framework cannot hand on arrive under a name that can be refused. On the paths of software
 * they come as OPTIONS, which every handler there answers with 405 and the methods to use (SEC-83): of others than these
 * the framework makes an empty 400. Elsewhere the middleware refuses them, and TRACE comes under another name (SEC-15): a
 * `Request` of the web cannot hold it, and the framework breaks on it with 500 before it asks any of us.
 */
export function renameOddMethods(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (handed.includes(request.method ?? "")) return;
    if (isForSoftware(request.url ?? "")) request.method = "OPTIONS";
    else if (request.method === "TRACE") request.method = "NONE";
  });
}

const handed = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Whether the middleware leaves a path to the handlers of the API, dots resolved as the framework resolves them. */
function isForSoftware(url: string): boolean {
  const base = "http://portal.invalid";
  const path = URL.canParse(url, base) ? new URL(url, base).pathname : url;
  return /^\/(?:api\/oauth\/token|(?:api\/v1|cpro)(?:\/.*)?)$/.test(path);
}
