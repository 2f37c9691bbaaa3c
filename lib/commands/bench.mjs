// `npm run bench`: what the portal does on one core, as tables for the README. It fails on no target; it marks those
// that are missed. `npm run bench -- --seconds=20` measures longer, `--accounts=100000` in a smaller large database
// (0: in none), `--only=api` only the API.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildIfChanged } from "./build-if-changed.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { findBrowser } from "./find-browser.mjs";
import { command, Refusal, root } from "./run.mjs";

await command(async () => {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "10" },
      accounts: { type: "string", default: "1000000" },
      only: { type: "string" },
    },
  });
  const { only } = values;
  if (only !== undefined && only !== "api") throw new Refusal("--only takes api.");
  const [seconds, accounts] = [Number(values.seconds), Number(values.accounts)];
  // A cookie's hints are good for a minute: a longer run would measure their renewal.
  if (!(seconds >= 1 && seconds <= 30)) throw new Refusal("--seconds takes a number from 1 to 30.");
  if (accounts !== 0 && !(Number.isInteger(accounts) && accounts >= 10_000)) {
    throw new Refusal("--accounts takes 0, or a number from 10000.");
  }

  await ensureInstall();
  const browser = only ? null : await findBrowser();
  await buildIfChanged(".next-bench", { BENCH_PAGES: "1" });
  // Stand on installed packages, hence not before they are.
  const { measure } = await import("./measure.mjs");
  const { reportOf } = await import("./bench-report.mjs");
  const report = reportOf(await measure({ seconds, accounts, browser, only }));

  console.log(`\n${report}`);
  mkdirSync(join(root, ".data"), { recursive: true });
  writeFileSync(join(root, ".data/bench.md"), report);
});
