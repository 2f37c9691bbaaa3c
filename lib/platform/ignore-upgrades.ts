import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";

/**
 * From its first request on a server answers who wishes for another protocol like anybody else (SEC-13): the framework
 * listens for such wishes, and leaves one that no route knows without an answer and its connection open for ever.
 */
export function ignoreUpgrades(): void {
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    // Where nobody listens, Node reads the wish as an ordinary request.
    server.removeAllListeners("upgrade");
  });
}
