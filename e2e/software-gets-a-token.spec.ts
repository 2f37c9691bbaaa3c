import { randomBytes } from "node:crypto";
import { aManagerOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { siretNumber } from "@/lib/testing/siret-number";
import { type Answer, ask, type Question } from "./support/ask";
import { aSignedInMember } from "./support/member";
import { behind } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";

const endpoint = "/api/oauth/token";
const grant = { grant_type: "client_credentials" };
const ownStructures = "/api/v1/structures";

test.use({ portalKind: "open" });

test("R-1011 · software gets a token by Basic or by the form, and calls with it", async ({ portal }) => {
  const { login, password, legalName } = await aClient(portal);
  for (const question of [
    form({ ...grant, client_id: login, client_secret: password, scope: "openid" }),
    form(grant, basic(login, password)),
    // Some libraries name the client in the form, too.
    form({ ...grant, client_id: login }, basic(login, password)),
  ]) {
    const answer = await ask(portal, endpoint, question);
    expect(answer.status).toBe(200);
    const { access_token: token, ...rest } = JSON.parse(answer.body);
    expect(rest).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
    expect(answer.headers["content-type"]).toContain("application/json");
    const called = await ask(portal, ownStructures, { headers: { Authorization: `Bearer ${token}` } });
    expect([called.status, called.body.includes(legalName)]).toEqual([200, true]);
  }
});

test("SEC-75 · what is no request for a token is refused over the wire as RFC 6749 says", async ({ portal }) => {
  const { login, password } = await aClient(portal);
  const own = { client_id: login, client_secret: password };
  const query = `?${new URLSearchParams({ ...grant, ...own })}`;
  const asked: [what: string, status: number, error: string, answer: Answer][] = [
    ["GET", 405, "invalid_request", await ask(portal, endpoint + query)],
    ["PUT", 405, "invalid_request", await ask(portal, endpoint, { ...form({ ...grant, ...own }), method: "PUT" })],
    ["OPTIONS", 405, "invalid_request", await ask(portal, endpoint, { method: "OPTIONS" })],
    ["the query", 400, "invalid_request", await ask(portal, endpoint + query, form({}))],
    [
      "JSON",
      400,
      "invalid_request",
      await ask(portal, endpoint, {
        method: "POST",
        body: JSON.stringify({ ...grant, ...own }),
        headers: { "Content-Type": "application/json" },
      }),
    ],
    ["no body", 400, "invalid_request", await ask(portal, endpoint, { method: "POST" })],
    ["17 kB", 413, "invalid_request", await ask(portal, endpoint, form({ ...grant, ...own, x: "x".repeat(17_000) }))],
    ["3 MB", 413, "invalid_request", await ask(portal, endpoint, form({ ...grant, ...own, x: "x".repeat(3_000_000) }))],
    [
      "another grant",
      400,
      "unsupported_grant_type",
      await ask(portal, endpoint, form({ ...own, grant_type: "password" })),
    ],
    [
      "both ways",
      400,
      "invalid_request",
      await ask(portal, endpoint, form({ ...grant, ...own }, basic(login, password))),
    ],
    [
      "another client in the form",
      400,
      "invalid_request",
      await ask(portal, endpoint, form({ ...grant, client_id: "another" }, basic(login, password))),
    ],
    ["bad base64", 401, "invalid_client", await ask(portal, endpoint, form(grant, { Authorization: "Basic Y!pi" }))],
    ["no colon", 401, "invalid_client", await ask(portal, endpoint, form(grant, { Authorization: "Basic YWI=" }))],
    ["a wrong password", 401, "invalid_client", await ask(portal, endpoint, form(grant, basic(login, "wrong")))],
  ];
  for (const [what, status, error, answer] of asked) {
    expect([answer.status, JSON.parse(answer.body).error], what).toEqual([status, error]);
    expect(answer.headers["cache-control"], what).toBe("no-store");
    if (status === 401) expect(answer.headers["www-authenticate"], what).toMatch(/^Basic realm="/);
    if (status === 405) expect(answer.headers.allow, what).toBe("POST");
  }
});

test("SEC-77 · credentials that are doubled or over-long are refused, never skipped", async ({ portal }) => {
  const { login, password } = await aClient(portal);
  const { Authorization } = basic(login, password);
  const body = String(new URLSearchParams(grant));
  const type: [string, string] = ["Content-Type", "application/x-www-form-urlencoded"];
  for (const headers of [
    [type, ["Authorization", Authorization], ["Authorization", Authorization]],
    [type, ["Authorization", Authorization], ["authorization", "Basic YTpi"]],
    [type, ["Authorization", "Basic YTpi"], ["AUTHORIZATION", Authorization]],
  ] as [string, string][][]) {
    const answer = await ask(portal, endpoint, { method: "POST", headers, body });
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([400, "invalid_request"]);
  }
  // The portal hangs up on so long a header: whether its 431 is still heard is a matter of luck.
  const statusOf = (answer: Promise<Answer>) => answer.then(({ status }) => status).catch(() => 431);
  const long = { Authorization: `Basic ${"A".repeat(100_000)}` };
  expect(await statusOf(ask(portal, endpoint, form(grant, long)))).toBe(431);
  const odd = await ask(portal, endpoint, form(grant, { Authorization: `Basic ${"A".repeat(8_000)}` }));
  expect(odd.status).toBe(401);

  const token = JSON.parse((await ask(portal, endpoint, form(grant, { Authorization }))).body).access_token;
  const twice: [string, string][] = [
    ["Authorization", `Bearer ${token}`],
    ["Authorization", `Bearer ${token}`],
  ];
  expect((await ask(portal, ownStructures, { headers: twice })).status).toBe(400);
  const longBearer = { Authorization: `Bearer ${"A".repeat(100_000)}` };
  expect(await statusOf(ask(portal, ownStructures, { headers: longBearer }))).toBe(431);
  expect((await ask(portal, "/api/health")).status).toBe(200);
});

test("SEC-76 · a cookie of the portal is no token, and a token opens no page", async ({ portal }) => {
  const { cookie } = await aSignedInMember(portal);
  const [, sealed = ""] = cookie.split(/=(.*)/s);
  for (const authorization of [`Bearer ${sealed}`, `Bearer ${sealed.split(".")[0]}`]) {
    expect((await ask(portal, ownStructures, { headers: { Authorization: authorization } })).status).toBe(401);
  }
  expect((await ask(portal, ownStructures, { headers: { Cookie: cookie } })).status).toBe(401);

  const { login, password } = await aClient(portal);
  const token = JSON.parse((await ask(portal, endpoint, form(grant, basic(login, password)))).body).access_token;
  for (const path of ["/accueil", "/gestionnaire", "/mon-compte"]) {
    const name = cookie.split("=")[0];
    const headers = { Authorization: `Bearer ${token}`, Cookie: `${name}=${token}` };
    expect((await ask(portal, path, { headers })).headers.location, path).toContain("/connexion");
  }
});

test("SEC-79 · who fails is answered slower, and the owner beside him gets his token at once", async ({ portal }) => {
  const { login, password } = await aClient(portal);
  const from = { "X-Forwarded-For": "198.51.100.77" };
  const fail = () => ask(portal, endpoint, form(grant, { ...basic(login, "wrong"), ...from }));
  for (let turn = 0; turn < 3; turn++) expect((await fail()).status).toBe(401);
  const slower = await fail();
  expect([slower.status, slower.milliseconds >= 250]).toEqual([401, true]);
  // All at once: they wait side by side, and the portal answers others meanwhile.
  const failing = Promise.all(Array.from({ length: 20 }, fail));
  const owner = await ask(portal, endpoint, form(grant, { ...basic(login, password), ...from }));
  expect(owner.status).toBe(200);
  const statuses = (await failing).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(16);
  const closed = await fail();
  expect(closed.status).toBe(429);
  expect(Number(closed.headers["retry-after"])).toBeGreaterThan(0);
  expect((await ask(portal, endpoint, form(grant, { ...basic(login, password), ...from }))).status).toBe(200);
});

test("R-1008 · R-1011 · a token dies with its password, and an expired password is told as such", async ({
  portal,
  database,
}) => {
  const { login, password, secretId } = await aClient(portal);
  const token = JSON.parse((await ask(portal, endpoint, form(grant, basic(login, password)))).body).access_token;
  const call = () => ask(portal, ownStructures, { headers: { Authorization: `Bearer ${token}` } });
  expect((await call()).status).toBe(200);
  await database.query("update technical_secrets set expires_at = now() where id = $1", [secretId]);
  const [called, asked] = [await call(), await ask(portal, endpoint, form(grant, basic(login, password)))];
  expect([called.status, called.body.includes("PASSWORD_EXPIRED")]).toEqual([401, true]);
  expect([asked.status, JSON.parse(asked.body)]).toEqual([
    401,
    { error: "invalid_client", error_description: "PASSWORD_EXPIRED" },
  ]);
  await database.query("delete from technical_secrets where id = $1", [secretId]);
  expect((await call()).status).toBe(401);
});

/** Software of a structure that has its manager. */
async function aClient(portal: Portal) {
  const ctx = behind(portal);
  try {
    const number = randomBytes(4).readUInt32BE() % 9_000_000;
    const structure = await aStructure(ctx, { identifier: siretNumber(number), legalName: `Logiciels ${number}` });
    await aManagerOf(ctx, structure);
    return { legalName: structure.legalName, ...(await aTechnicalAccountOf(ctx, structure)) };
  } finally {
    await ctx.close();
  }
}

function form(fields: Record<string, string>, headers: Record<string, string> = {}): Question {
  const type = { "Content-Type": "application/x-www-form-urlencoded" };
  return { method: "POST", body: String(new URLSearchParams(fields)), headers: { ...type, ...headers } };
}

function basic(login: string, password: string) {
  return { Authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` };
}
