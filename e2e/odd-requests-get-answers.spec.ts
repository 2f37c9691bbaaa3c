import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { ask } from "./support/ask";
import { expect, test } from "./support/test";

test.use({ portalKind: "open" });

test("SEC-13 · the image optimiser fetches nothing: neither a foreign picture nor our own", async ({ portal }) => {
  for (const url of ["https://evil.example/x.png", "//evil.example/x.png", "http://169.254.169.254/", "/icon.svg"]) {
    const answer = await ask(portal, `/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`);
    // Not 400: with `unoptimized` (next.config.ts) the framework has no optimiser that could read the parameters.
    expect(answer.status, url).toBe(404);
    expect(answer.headers["content-type"], url).not.toMatch(/^image\//);
  }
});

test("SEC-84 · what is no character is looked for like anything else, by whoever it is", async ({ portal }) => {
  for (const typed of ["%00", "Ren%00nes", "%0d%0a", "%ed%a0%80", "%ff"]) {
    const answer = await ask(portal, `/structures-publiques?recherche=${typed}`);
    expect(answer.status, typed).toBe(200);
  }
});

test("SEC-13 · who wishes for a WebSocket gets an answer without one, and no connection stays open", async ({
  portal,
}) => {
  // The first ordinary request is what the server gives up its upgrades at.
  await ask(portal, "/");
  for (const [path, status] of [
    ["/", 200],
    ["/nulle-part", 404],
    ["/_next/hmr", 404],
    ["/_next/webpack-hmr", 404],
    ["/api/v1/nulle-part", 404],
    ["/accueil", 307],
  ] as const) {
    expect(await answerToUpgrade(portal, path), path).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  }
});

test("SEC-15 · TRACE is answered with 405, and so is a method that no page knows", async ({ portal }) => {
  for (const method of ["TRACE", "PROPFIND", "PURGE"]) {
    for (const path of ["/", "/accueil", "/nulle-part", "/api/health", "/icon.svg"]) {
      const answer = await ask(portal, path, { method, headers: { Cookie: "a=mirrored" } });
      expect(answer.status, `${method} ${path}`).toBe(405);
      expect(answer.headers["x-content-type-options"], `${method} ${path}`).toBe("nosniff");
      expect(answer.body, `${method} ${path}`).not.toContain("mirrored");
    }
  }
});

test("SEC-83 · on the API a method that nobody knows is a problem that names the right ones, whatever the path", async ({
  portal,
}) => {
  for (const method of ["TRACE", "PROPFIND", "REPORT", "LINK", "PURGE"]) {
    for (const [path, status, allowed] of [
      ["/api/v1/me", 405, "GET, HEAD"],
      ["/api/v1/structures/a%20b", 405, "GET, HEAD"],
      ["/api/v1/nulle%20part", 404, undefined],
      ["/cpro/structures/v1/rechercher", 405, "POST"],
      ["/cpro/transverses/v1/health-check", 405, "GET, HEAD"],
      ["/cpro/(x)", 404, undefined],
    ] as const) {
      const answer = await ask(portal, path, { method, headers: { Cookie: "a=mirrored" } });
      expect([answer.status, answer.headers.allow], `${method} ${path}`).toEqual([status, allowed]);
      expect(answer.headers["content-type"], `${method} ${path}`).toBe("application/problem+json");
      expect(answer.headers["x-content-type-options"], `${method} ${path}`).toBe("nosniff");
      expect(answer.body, `${method} ${path}`).not.toContain("mirrored");
    }
    const token = await ask(portal, "/api/oauth/token", { method });
    expect([token.status, token.headers.allow, JSON.parse(token.body).error], method).toEqual([
      405,
      "POST",
      "invalid_request",
    ]);
  }
});

/** What the portal says to a browser that wants to open a WebSocket there, read until the line is closed. */
async function answerToUpgrade({ url }: { url: string }, path: string): Promise<string> {
  const { host, port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  return text(socket);
}
