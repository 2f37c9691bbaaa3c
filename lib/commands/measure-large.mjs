import { randomBytes, randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { load, summary } from "./bench-load.mjs";
import { argon2id, password } from "./bench-people.mjs";
import { productionLike, startBenchPortal } from "./bench-portal.mjs";
import { cookiesOf, readSignInForm } from "./bench-sign-in.mjs";
import { loadModule } from "./load-module.mjs";
import { progressBar } from "./progress-bar.mjs";

const small = { accounts: 1_000, structures: 300, members: 100, pending: 40 };
const rounds = 3;

/** How the manager's pages and a mass action do in a large database, beside a small one (S-13, S-14, R-907). */
export async function measureLarge({ accounts, seconds }) {
  // Of every ten accounts three manage a structure of their own; the large structure is of 5,000 people where it can be.
  const members = Math.min(5_000, Math.round(accounts / 10));
  const sizes = { accounts, structures: Math.round(0.3 * accounts), members, pending: Math.round(0.4 * members) };
  const few = await filledServer(small);
  const many = await filledServer(sizes);
  try {
    const pages = await pagesOf({ few, many, seconds });
    const decisions = await decideMany(many.url, 500);
    return { sizes, pages, decisions };
  } finally {
    await few.stop();
    await many.stop();
  }
}

async function filledServer(sizes) {
  const { startPostgres } = await loadModule("/lib/testing/start-postgres.ts");
  const { openPg } = await loadModule("/lib/platform/open-database-pg.ts");
  const { fillDatabase } = await loadModule("/lib/testing/fill-database.ts");
  const server = await startPostgres();
  const database = openPg(server.url);
  await database.migrate();
  await database.close();
  const bar = progressBar();
  await fillDatabase(server.url, {
    ...sizes,
    now: new Date(),
    passwordHash: await hash(password, argon2id),
    progress: bar.show,
  });
  bar.end();
  return server;
}

/** One person at a time asks, in turns for the two databases, so that both meet the same machine. */
async function pagesOf({ few, many, seconds }) {
  const { largeManager, ordinaryManager } = await loadModule("/lib/testing/large-world.ts");
  const portals = [await startBenchPortal(productionLike(few.url)), await startBenchPortal(productionLike(many.url))];
  const visitors = [
    { key: "few", portal: portals[0], manager: ordinaryManager },
    { key: "many", portal: portals[1], manager: ordinaryManager },
    { key: "large", portal: portals[1], manager: largeManager },
  ];
  const measured = new Map();
  // The first round is a rehearsal: code that runs for the first time is slow.
  for (let round = 0; round <= rounds; round++) {
    for (const { key, portal, manager } of visitors) {
      const who = { email: manager.email, from: `198.18.3.${round + 1}` };
      // A cookie's hints are good for a minute: each round signs in anew.
      const cookie = await cookiesOf(portal, await readSignInForm(portal), who);
      for (const [name, path] of Object.entries(pathsOf(manager))) {
        const how = { host: new URL(portal.url).host, seconds: Math.max(1, seconds / rounds), connections: 1 };
        const asked = await load(`${portal.address}${path}`, { ...how, cookies: [cookie] });
        const all = `${name} ${key}`;
        if (round > 0) measured.set(all, joined(measured.get(all), asked));
      }
    }
  }
  for (const portal of portals) await portal.stop();
  return Object.keys(pathsOf(ordinaryManager)).map((name) => {
    const of = (key) => summary(measured.get(`${name} ${key}`));
    return { name, few: of("few"), many: of("many"), large: of("large") };
  });
}

function pathsOf({ structureId }) {
  return { "S-13": "/gestionnaire", "S-14, users": `/structures/${structureId}/utilisateurs` };
}

function joined(one = { times: [], failures: 0, seconds: 0 }, other) {
  return {
    times: [...one.times, ...other.times],
    failures: one.failures + other.failures,
    seconds: one.seconds + other.seconds,
  };
}

/** A manager validates the oldest requests of the large structure in one act, as S-13 does. */
async function decideMany(url, count) {
  const { openPg } = await loadModule("/lib/platform/open-database-pg.ts");
  const { testEnv } = await loadModule("/lib/testing/environment.ts");
  const { largeManager } = await loadModule("/lib/testing/large-world.ts");
  const { openSession } = await loadModule("/lib/account/open-session.ts");
  const { findActor } = await loadModule("/lib/attachment/find-actor.ts");
  const { findChosenRequests } = await loadModule("/lib/attachment/find-chosen-requests.ts");
  const { startOperation } = await loadModule("/lib/operation/start-operation.ts");
  const { carryOutOperation } = await loadModule("/lib/operation/carry-out-operation.ts");
  const { db, close } = openPg(url);
  try {
    const secret = () => randomBytes(32).toString("base64url");
    const ctx = { db, env: testEnv(), now: () => new Date(), id: randomUUID, secret };
    const session = await openSession(ctx, largeManager.id, { origin: "192.0.2.1", userAgent: "bench" });
    const actor = await findActor(ctx, session.secret);
    const choice = { of: "attachments", query: "", until: new Date(), limit: count };
    const chosen = await findChosenRequests(ctx, actor, choice);
    const rows = chosen.map(({ id, requester }) => ({ target: { attachmentId: id }, label: requester }));
    const startedAt = performance.now();
    const act = { kind: "attachments-approve", request: {}, rows, returnPath: "/gestionnaire" };
    const { operationId } = await startOperation(ctx, actor, act);
    await carryOutOperation(ctx, actor, operationId);
    const seconds = (performance.now() - startedAt) / 1000;
    const done = await db.execute(
      `select count(*) as done from operation_rows where operation_id = '${operationId}' and status = 'done'`,
    );
    return { asked: rows.length, done: Number(done.rows[0].done), seconds };
  } finally {
    await close();
  }
}
