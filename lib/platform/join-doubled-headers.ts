import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * From now on a doubled `Authorization` header reaches the routes as one with a comma, like any other doubled header, so
 * that they can refuse it (SEC-77): by itself Node would silently take the first.
 */
export function joinDoubledHeaders(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const shown = authorizationsOf(request);
    if (shown.length > 1) request.headers.authorization = shown.join(", ");
  });
}

function authorizationsOf({ rawHeaders }: IncomingMessage): string[] {
  // Names and values stand in turns.
  return rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === "authorization");
}
