import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { serveStandIn } from "@/e2e/support/serve-stand-in";
import { fetchJson } from "./fetch-json";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

test("SEC-12 · an answer that stalls ends at the deadline, whatever the garbage collector took away", async () => {
  const { url, close } = await serveStandIn((_request, _body, response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).write('{"a":');
  });
  onTestFinished(close);

  const kinds: string[] = [];
  for (let asked = 0; asked < 20; asked++) {
    fetchJson(new URL(url), { timeoutMs: 500 }).then(({ kind }) => kinds.push(kind));
  }
  while (kinds.length < 20) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  expect(new Set(kinds)).toEqual(new Set(["unavailable"]));
});
