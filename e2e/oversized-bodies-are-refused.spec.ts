import { once } from "node:events";
import { connect } from "node:net";
import { type Answer, ask } from "./support/ask";
import { multipart } from "./support/forms";
import { callAction, serverAction } from "./support/server-actions";
import { expect, test } from "./support/test";

const fresh = { attempt: 0, values: {}, errors: {} };
const MEGABYTE = 1_048_576;
const signIn = serverAction("/connexion signInAction");

const send = async (portal: { url: string }, fields: [string, string][]) => {
  return callAction(portal, signIn, { args: [fresh, "$K1"], fields });
};

test("SEC-07 · bodies that are too large, too deep, too many or broken are refused at once", async ({ portal }) => {
  const fields: [string, string][] = [
    ["email", "a@example.org"],
    ["password", "x"],
  ];
  const answers: Record<string, Answer> = {
    "a field of 2 MB": await send(portal, [...fields, ["email", "x".repeat(2 * MEGABYTE)]]),
    "20,000 fields": await send(portal, [
      ...fields,
      ...Array.from({ length: 20_000 }, (_, n): [string, string] => [`f${n}`, "x"]),
    ]),
    "arguments 50,000 deep": await post(portal, "text/plain;charset=UTF-8", "[".repeat(50_000) + "]".repeat(50_000)),
    "a password of 900 kB": await send(portal, [
      ["email", "a@example.org"],
      ["password", "é".repeat(450_000)],
    ]),
    "an address of 900 kB": await send(portal, [
      ["email", `${"a@".repeat(450_000)}example.org`],
      ["password", "x"],
    ]),
    "no boundary": await post(portal, "multipart/form-data", "x"),
    "a boundary that never comes": await post(portal, "multipart/form-data; boundary=x", "--y\r\n\r\n"),
    "a part without an end": await post(
      portal,
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[',
    ),
    "broken arguments": await post(portal, "text/plain;charset=UTF-8", '[{"attempt":'),
    "a form of the framework with a broken reference": await brokenForm(portal),
  };
  for (const [what, answer] of Object.entries(answers)) {
    expect(answer.headers["set-cookie"], what).toBeUndefined();
    expect(answer.status, what).not.toBe(303);
    expect(/node_modules|\.tsx?:\d+/.test(answer.body), what).toBe(false);
    // "At once" is under a second; the machine of the tests may be three to six times slower.
    expect(answer.milliseconds, what).toBeLessThan(5_000);
  }
  expect(answers["a field of 2 MB"]?.status).toBeGreaterThanOrEqual(400);
  expect((await ask(portal, "/api/health")).status).toBe(200);
});

test("SEC-07 · headers above 16 kB are refused", async ({ portal }) => {
  for (const headers of [
    { Cookie: `attache.session=${"x".repeat(40_000)}` },
    { "X-Forwarded-For": "1,".repeat(20_000) },
  ] as Record<string, string>[]) {
    expect((await ask(portal, "/connexion", { headers })).status).toBe(431);
  }
  expect((await ask(portal, "/connexion", { headers: { Cookie: `a=${"x".repeat(8_000)}` } })).status).toBe(200);
});

test("SEC-07 · a report, a sign-out and the delivery route read no endless body", async ({ portal }) => {
  const body = Buffer.alloc(3 * MEGABYTE, "x");
  const answers = {
    report: await ask(portal, "/api/csp-report", { method: "POST", body }),
    "sign-out": await ask(portal, "/session/fermer", { method: "POST", body }),
    delivery: await ask(portal, "/api/outbox", { method: "POST", body }),
  };
  expect(Object.values(answers).map(({ status }) => status)).toEqual([413, 403, 401]);
});

test("SEC-07 · what is no request is answered with 400, and the portal lives on", async ({ portal }) => {
  const wrong = [
    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "\u0016\u0003\u0001\u0000\u0000",
  ];
  for (const request of wrong)
    expect(await sayRaw(portal, request), JSON.stringify(request)).toMatch(/^HTTP\/1\.1 400 /);
  expect((await ask(portal, "/api/health")).status).toBe(200);
});

function post(portal: { url: string }, contentType: string, body: string): Promise<Answer> {
  const headers = { Origin: portal.url, "Content-Type": contentType, "Next-Action": signIn.id };
  return ask(portal, "/connexion", { method: "POST", headers, body });
}

async function brokenForm(portal: { url: string }): Promise<Answer> {
  const { body, contentType } = await multipart([
    ["$ACTION_REF_1", ""],
    ["$ACTION_1:0", '{"id":"x","bound":"$@1"}'],
    ["$ACTION_1:1", "[{"],
    ["email", "a@example.org"],
  ]);
  const headers = { Origin: portal.url, "Content-Type": contentType };
  return ask(portal, "/connexion", { method: "POST", headers, body: body.toString() });
}

/** Says something over a bare connection and listens until the portal hangs up. */
async function sayRaw({ url }: { url: string }, words: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk;
  });
  socket.write(words);
  await once(socket, "close");
  return heard;
}
