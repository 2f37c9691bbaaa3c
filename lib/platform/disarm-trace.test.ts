import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { disarmTrace } from "./disarm-trace";

test("SEC-15 · TRACE arrives under a name that can be refused, every other method under its own", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ method }, answer) => {
    seen.push(method);
    answer.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (method: string) => {
    const [answer] = await once(request({ port, host: "127.0.0.1", method, agent: false }).end(), "response");
    answer.resume();
    return seen.pop();
  };
  expect(await ask("TRACE")).toBe("TRACE");
  disarmTrace();
  expect(await ask("TRACE")).toBe("NONE");
  for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"]) {
    expect(await ask(method)).toBe(method);
  }
});
