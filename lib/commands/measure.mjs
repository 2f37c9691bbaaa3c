import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { measureApi } from "./bench-api.mjs";
import { load, summary } from "./bench-load.mjs";
import { argon2id, makePeople } from "./bench-people.mjs";
import { embedded, productionLike, startBenchPortal } from "./bench-portal.mjs";
import { cookiesOf, readSignInForm, signIn, signInRepeatedly, timingGap } from "./bench-sign-in.mjs";
import { countRoundTrips } from "./count-round-trips.mjs";
import { closeLoader, loadModule } from "./load-module.mjs";
import { measureLarge } from "./measure-large.mjs";
import { onFirstCore, stayOffFirstCore } from "./pin.mjs";
import { weighPage } from "./weigh-page.mjs";

const publicPages = ["/", "/connexion", "/inscription", "/renvoi-activation", "/structures-publiques"];
const gatedPage = "/espaces/factures-emises";
const people = 16;
const technicalAccounts = 20_000;

/** Measures everything once, or `only` the API; bench-report.mjs says it in words. */
export async function measure({ only, ...how }) {
  stayOffFirstCore();
  try {
    const api = await measureApi({ technicalAccounts, seconds: how.seconds });
    return { api, ...(only !== "api" && (await measureThePages(how))) };
  } finally {
    await closeLoader();
  }
}

async function measureThePages({ seconds, accounts, browser }) {
  const { startPostgres } = await loadModule("/lib/testing/start-postgres.ts");
  const postgres = await startPostgres();
  try {
    const first = await startBenchPortal(productionLike(postgres.url));
    await first.stop();
    const emails = await makePeople(postgres.url, 64);
    const small = await measureSmallThings(postgres.url, { emails, browser });
    const rush = await measureRush(postgres.url, { emails, seconds });
    const memory = await measureEmbedded(seconds);
    const large = accounts > 0 ? await measureLarge({ accounts, seconds }) : null;
    return { people, first, rush, memory, large, ...small };
  } finally {
    await postgres.stop();
  }
}

/** Round trips and bytes, one request at a time. */
async function measureSmallThings(databaseUrl, { emails, browser: executablePath }) {
  const counter = await countRoundTrips(databaseUrl);
  const portal = await startBenchPortal(productionLike(counter.url));
  const form = await readSignInForm(portal);
  let device;
  const signInAgain = async () => {
    ({ device } = await signIn(portal, form, { email: emails[0], from: "198.18.1.1", device }));
  };
  const cookie = await cookiesOf(portal, form, { email: emails[0], from: "198.18.1.1" });
  const get =
    (path, cookies = "") =>
    async () => {
      const answer = await fetch(`${portal.address}${path}`, { headers: { cookie: cookies }, redirect: "manual" });
      await answer.text();
    };
  const trips = [];
  const acts = {
    ...Object.fromEntries(publicPages.map((path) => [`${path} (visitor)`, get(path)])),
    "/accueil (signed in)": get("/accueil", cookie),
    [`${gatedPage} (signed in)`]: get(gatedPage, cookie),
    "/gestionnaire (signed in)": get("/gestionnaire", cookie),
    "a sign-in, on a browser that the account knows": signInAgain,
  };
  for (const [name, act] of Object.entries(acts)) {
    // The first one may open a connection, or write the minute of last use.
    await act();
    counter.taken();
    await act();
    trips.push([name, counter.taken()]);
  }

  const browser = await chromium.launch({ executablePath, args: ["--disable-gpu", "--disable-quic"] });
  const weights = [];
  for (const path of publicPages) weights.push([path, await weighPage(browser, `${portal.url}${path}`)]);
  await browser.close();
  await portal.stop();
  counter.close();
  return { trips, weights };
}

/** Requests a second and waiting times under load. */
async function measureRush(databaseUrl, { emails, seconds }) {
  const portal = await startBenchPortal(productionLike(databaseUrl));
  const host = new URL(portal.url).host;
  const form = await readSignInForm(portal);
  const crowd = emails.slice(0, people);
  const ask = (path, more = {}) => load(`${portal.address}${path}`, { host, seconds, ...more });

  // Code that runs for the first time is slow; nobody measures that.
  for (const path of ["/vide", "/connexion"]) await ask(path, { seconds: 3 });
  const empty = summary(await ask("/vide"));
  const signInPage = summary(await ask("/connexion"));

  const cookies = await Promise.all(
    crowd.map((email, index) => cookiesOf(portal, form, { email, from: `198.18.2.${index + 1}` })),
  );
  await ask(gatedPage, { seconds: 2, cookies });
  const gated = summary(await ask(gatedPage, { cookies }));

  const bare = bareArgon2Rate(seconds);
  const signIns = summary(await signInRepeatedly(portal, form, crowd, seconds));
  const [, beside] = await Promise.all([
    signInRepeatedly(portal, form, crowd, seconds),
    ask("/connexion", { connections: 4, rate: 20 }),
  ]);
  const megabytes = portal.megabytes();
  const gap = await timingGap(portal, form, emails.slice(people), 100);
  await portal.stop();
  return {
    empty,
    signInPage,
    gated,
    bare,
    signIns,
    meanwhile: summary(beside),
    gap,
    megabytes,
    startSeconds: portal.startSeconds,
  };
}

/** The demonstration's portal: first start in an empty folder, second start, memory under load. */
async function measureEmbedded(seconds) {
  const folder = mkdtempSync(join(tmpdir(), "attache-bench-"));
  try {
    const first = await startBenchPortal(embedded(folder));
    await first.stop();
    const second = await startBenchPortal(embedded(folder));
    const host = new URL(second.url).host;
    await load(`${second.address}/connexion`, { host, seconds: Math.min(5, seconds) });
    const megabytes = second.megabytes();
    await second.stop();
    return { firstSeconds: first.startSeconds, secondSeconds: second.startSeconds, megabytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bareArgon2Rate(seconds) {
  const { memoryCost, timeCost, parallelism } = argon2id;
  const script = join(import.meta.dirname, "argon2-rate.mjs");
  const [program, args] = onFirstCore(
    process.execPath,
    [script, memoryCost, timeCost, parallelism, seconds].map(String),
  );
  return Number(execFileSync(program, args, { encoding: "utf8" }));
}
