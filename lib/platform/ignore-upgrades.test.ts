import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { ignoreUpgrades } from "./ignore-upgrades";

test("SEC-13 · who wishes for another protocol is answered like anybody else, and the line is closed", async () => {
  const wished: string[] = [];
  const server = createServer((_request, answer) => answer.end("a page"))
    .on("upgrade", ({ url }, socket) => {
      wished.push(`${url}`);
      socket.end();
    })
    .listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const say = (words: string) => {
    const socket = connect(port, "127.0.0.1");
    socket.write(words);
    return text(socket);
  };
  const wish = (path: string) =>
    say(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`);

  ignoreUpgrades();
  expect(await wish("/before")).toBe("");
  expect(await say("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).toContain("a page");
  expect(await wish("/after")).toMatch(/^HTTP\/1\.1 200 OK\r\n.*a page/s);
  expect(wished).toEqual(["/before"]);
});
