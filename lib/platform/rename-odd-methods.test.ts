import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { renameOddMethods } from "./rename-odd-methods";

test("SEC-15, SEC-83 · TRACE arrives under a name that can be refused, odd methods reach the API as OPTIONS, all others under their own", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ method }, answer) => {
    seen.push(method);
    answer.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (method: string, path = "/") => {
    const [answer] = await once(request({ port, host: "127.0.0.1", method, path, agent: false }).end(), "response");
    answer.resume();
    return seen.pop();
  };
  expect(await ask("TRACE")).toBe("TRACE");
  renameOddMethods();
  const known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
  for (const path of ["/", "/connexion", "/api/health", "/api/v1x", "/api/oauth/token/x", "/api/v1/%2e%2e/health"]) {
    expect(await ask("TRACE", path), path).toBe("NONE");
    for (const method of [...known, "PROPFIND"]) expect(await ask(method, path), path).toBe(method);
  }
  for (const path of [
    "/api/v1",
    "/api/v1/me?x=1",
    "/api/v1/structures/a%20b",
    "/api/%2e/v1/me",
    "/api/oauth/token",
    "/cpro",
    "/cpro/structures/v1/rechercher",
    "http://portal.example/cpro/x",
  ]) {
    for (const method of ["TRACE", "PROPFIND", "REPORT", "LINK", "PURGE"]) {
      expect(await ask(method, path), `${method} ${path}`).toBe("OPTIONS");
    }
    for (const method of known) expect(await ask(method, path), path).toBe(method);
  }
});
