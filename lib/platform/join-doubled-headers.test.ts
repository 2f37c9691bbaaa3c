import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { joinDoubledHeaders } from "./join-doubled-headers";

/** What a server makes of the Authorization headers of one request. */
async function seenOf(headers: string[]): Promise<string | undefined> {
  let seen: string | undefined;
  const server = createServer((request, answer) => {
    seen = request.headers.authorization;
    answer.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(["GET / HTTP/1.1", "Host: x", "Connection: close", ...headers, "", ""].join("\r\n"));
  socket.resume();
  await once(socket, "close");
  return seen;
}

test("SEC-77 · doubled credentials are seen as doubled, single ones as they are", async () => {
  const doubled = ["Authorization: Basic YTpi", "X-Between: 1", "authorization: Basic Yzpk"];
  // Without it the second one is lost without a trace.
  expect(await seenOf(doubled)).toBe("Basic YTpi");
  joinDoubledHeaders();
  expect(await seenOf(doubled)).toBe("Basic YTpi, Basic Yzpk");
  expect(await seenOf(["Authorization: Basic YTpi", "Authorization:"])).toBe("Basic YTpi, ");
  expect(await seenOf(["Authorization: Bearer x", "X-Authorization: Bearer y"])).toBe("Bearer x");
  expect(await seenOf(["X-Named: authorization", "X-Other: y"])).toBeUndefined();
});
