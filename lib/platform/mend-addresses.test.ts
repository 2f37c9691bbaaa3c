import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { mendAddresses } from "./mend-addresses";

test("SEC-14, SEC-84 · a slash too many or a broken escape is mended, every other address stays as it is", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ url }, answer) => {
    seen.push(url);
    answer.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string) => {
    const [answer] = await once(request({ port, host: "127.0.0.1", path, agent: false }).end(), "response");
    answer.resume();
    return seen.pop();
  };
  expect(await ask("/x/%zz")).toBe("/x/%zz");
  mendAddresses();
  expect(await ask("/x/%zz")).toBe("/x/%25zz");
  expect(await ask("/x/%ff/a%20b?c=%zz?d")).toBe("/x/%25ff/a%2520b?c=%zz?d");
  expect(await ask("/x%")).toBe("/x%25");
  expect(await ask("/a/")).toBe("/a");
  expect(await ask("//a///b//?c=//d/")).toBe("/a/b?c=//d/");
  expect(await ask("/\\evil.example\\a")).toBe("/evil.example/a");
  expect(await ask("//")).toBe("/");
  for (const path of ["/", "/a%20b", "/%C3%A9?x=%zz", "/%2e%2e/a", "/%00", "/a?b=%E9&c?d", "/a?b=/"])
    expect(await ask(path)).toBe(path);
});
