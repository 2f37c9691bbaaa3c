import { randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { summary } from "./bench-load.mjs";
import { productionLike, startBenchPortal } from "./bench-portal.mjs";
import { countRoundTrips } from "./count-round-trips.mjs";
import { loadModule } from "./load-module.mjs";

const CALLS_PER_SECOND = 200;
const CONNECTIONS = 16;
const REHEARSALS = 4_000;
const ownStructures = "/api/v1/structures";

/** The token endpoint at full speed and API calls at a fixed pace, with so many technical accounts (R-1011, R-1012). */
export async function measureApi({ technicalAccounts, seconds }) {
  const { startPostgres } = await loadModule("/lib/testing/start-postgres.ts");
  const server = await startPostgres();
  try {
    const keys = { API_SECRET: `1:${randomBytes(32).toString("base64url")}` };
    const clients = await filled(server.url, { technicalAccounts, keys });
    const trips = await tripsOf(server.url, { clients, keys });
    const portal = await startBenchPortal({ ...productionLike(server.url), ...keys });
    const ask = asking(portal);
    // Code is slow until it has run some thousand times, and again when it has not run for a while; nobody measures that.
    await askSoOften((number) => ask.token(clients.at(-1 - number)), REHEARSALS);
    await analyze(server.url);
    const tokens = await weighed(portal, () =>
      askRepeatedly((number) => ask.token(clients[number % clients.length]), seconds),
    );
    await askSoOften((number) => ask.structures(clients.at(-1 - number)), REHEARSALS);
    await analyze(server.url);
    const pace = { perSecond: CALLS_PER_SECOND, seconds };
    const calls = await weighed(portal, () =>
      askAtPace((number) => ask.structures(clients[number % clients.length]), pace),
    );
    const megabytes = portal.megabytes();
    ask.end();
    await portal.stop();
    return { technicalAccounts, tokens, calls, callsPerSecond: CALLS_PER_SECOND, trips, megabytes };
  } finally {
    await server.stop();
  }
}

/** A database with so many technical accounts; each with a token of its own. */
async function filled(url, { technicalAccounts, keys }) {
  const { openPg } = await loadModule("/lib/platform/open-database-pg.ts");
  const { testEnv } = await loadModule("/lib/testing/environment.ts");
  const { fillTechnicalAccounts } = await loadModule("/lib/testing/fill-technical-accounts.ts");
  const { giveAccessToken } = await loadModule("/lib/technical-account/access-token.ts");
  const database = openPg(url);
  await database.migrate();
  const secret = () => randomBytes(32).toString("base64url");
  const ctx = { db: database.db, env: testEnv(keys), now: () => new Date(), id: randomUUID, secret };
  const clients = await fillTechnicalAccounts(ctx, technicalAccounts);
  await database.db.execute("vacuum analyze");
  await database.close();
  const secretExpiresAt = new Date(Date.now() + 86_400_000);
  return clients.map((client) => ({ ...client, token: giveAccessToken(ctx, { ...client, secretExpiresAt }).token }));
}

/** What the database does by itself within a minute: tables that were empty a moment ago are not planned for as such. */
async function analyze(url) {
  const { openPg } = await loadModule("/lib/platform/open-database-pg.ts");
  const database = openPg(url);
  await database.db.execute("analyze");
  await database.close();
}

/** How often the portal waits for its database, in the minute in which a client was seen already. */
async function tripsOf(url, { clients, keys }) {
  const counter = await countRoundTrips(url);
  const portal = await startBenchPortal({ ...productionLike(counter.url), ...keys });
  const ask = asking(portal);
  const trips = [];
  for (const [name, act] of [
    ["a token", () => ask.token(clients[0])],
    [`GET ${ownStructures}, authenticated, authorised and answered`, () => ask.structures(clients[0])],
  ]) {
    await act();
    counter.taken();
    await act();
    trips.push([name, counter.taken()]);
  }
  ask.end();
  await portal.stop();
  counter.close();
  return trips;
}

/** The figures of a load, and how long the portal had the processor for each answer. */
async function weighed(portal, load) {
  const before = portal.processorMs();
  const measured = await load();
  const answers = measured.times.length + measured.failures;
  return { ...summary(measured), processor: (portal.processorMs() - before) / answers };
}

function asking(portal) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const { host } = new URL(portal.url);
  const address = new URL(portal.address);
  const send = (path, { method, headers, body }) =>
    new Promise((resolve) => {
      const options = {
        agent,
        host: address.hostname,
        port: address.port,
        path,
        method,
        headers: { host, ...headers },
      };
      const sent = request(options, (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode === 200));
      });
      sent.on("error", () => resolve(false));
      sent.end(body);
    });
  return {
    token: ({ login, password }) => {
      const form = { grant_type: "client_credentials", client_id: login, client_secret: password };
      const body = String(new URLSearchParams(form));
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": Buffer.byteLength(body),
      };
      return send("/api/oauth/token", { method: "POST", headers, body });
    },
    structures: ({ token }) => send(ownStructures, { method: "GET", headers: { authorization: `Bearer ${token}` } }),
    end: () => agent.destroy(),
  };
}

async function askSoOften(act, count) {
  let next = 0;
  const one = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

/** Over and over, by so many at once, until the time is up. */
async function askRepeatedly(act, seconds) {
  const until = performance.now() + seconds * 1000;
  const times = [];
  let failures = 0;
  let next = 0;
  const one = async () => {
    while (performance.now() < until) {
      const startedAt = performance.now();
      if (await act(next++)) times.push(performance.now() - startedAt);
      else failures++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return { times, failures, seconds };
}

/** So many a second whatever the answers do, each timed from the moment it was due. */
async function askAtPace(act, { perSecond, seconds }) {
  const startedAt = performance.now();
  const times = [];
  let failures = 0;
  const asked = [];
  for (let number = 0; number < perSecond * seconds; number++) {
    const dueAt = startedAt + (number * 1000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 1) await sleep(early);
    const timed = act(number).then((good) => {
      if (good) times.push(performance.now() - dueAt);
      else failures++;
    });
    asked.push(timed);
  }
  await Promise.all(asked);
  return { times, failures, seconds };
}
