// `npm test`: everything that has to hold, on a machine that has only Node and npm. For daily work name some of the
// steps: `npm test -- --only=types,lint,unit`.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildIfChanged } from "./build-if-changed.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { findBrowser } from "./find-browser.mjs";
import { command, Refusal, root, runTool } from "./run.mjs";

const distDir = ".next-test";
const reports = join(root, ".data/tests");
const unitReport = join(reports, "unit.json");
const journeysReport = join(reports, "journeys.json");
const parts = ["types", "lint", "unit", "e2e"];

const env = { NEXT_DIST_DIR: distDir };
const tool = (file, args, more = {}) => runTool(file, args, { env: { ...env, ...more } });

// The journeys may be pointed at a portal that runs elsewhere; then nothing is built here.
const elsewhere = Boolean(process.env.PLAYWRIGHT_BASE_URL);
let browser;

const steps = [
  { part: null, title: "Install", work: ensureInstall },
  { part: "e2e", title: "Find a browser", work: async () => (browser = await findBrowser()) },
  {
    part: "types",
    title: "Types",
    work: async () => {
      await tool("next/dist/bin/next", ["typegen"]);
      await tool("typescript/bin/tsc", ["--noEmit"]);
    },
  },
  { part: "lint", title: "Lint", work: () => tool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]) },
  {
    part: "unit",
    title: "Rules and database",
    work: () =>
      tool("vitest/vitest.mjs", [
        "run",
        "--config=lib/testing/vitest.config.ts",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${unitReport}`,
      ]),
  },
  { part: "e2e", title: "Build", work: () => (elsewhere ? null : buildIfChanged(distDir)) },
  {
    part: "e2e",
    title: "Journeys in a browser",
    work: () =>
      tool("@playwright/test/cli.js", ["test", "--config=e2e/playwright.config.ts", "--reporter=list,json"], {
        CHROMIUM_PATH: browser,
        PLAYWRIGHT_JSON_OUTPUT_FILE: journeysReport,
      }),
  },
];

await command(async () => {
  const only = chosenParts();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const stopped = await walk(steps.filter(({ part }) => part === null || only.includes(part)));
  const { passed, failed, skipped } = countTests();
  if (stopped) console.log(`\nStopped at "${stopped.title}": ${stopped.reason}`);
  if (skipped > 0) console.log(`\n${skipped} skipped`);
  // A step that fails without a test of its own counts as one failure.
  console.log(`\n${passed} passed, ${stopped && failed === 0 ? 1 : failed} failed`);
  if (stopped) process.exitCode = 1;
});

function chosenParts() {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const only = values.only?.split(",") ?? parts;
  const unknown = only.filter((part) => !parts.includes(part));
  if (unknown.length > 0) throw new Refusal(`--only takes ${parts.join(", ")}; not ${unknown.join(", ")}.`);
  return only;
}

async function walk(chosen) {
  for (const { title, work } of chosen) {
    const startedAt = performance.now();
    console.log(`\n── ${title}`);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { title, reason: error.message };
    }
    console.log(`── ${title}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  return null;
}

function countTests() {
  const unit = report(unitReport);
  const journeys = report(journeysReport)?.stats;
  return {
    passed: (unit?.numPassedTests ?? 0) + (journeys ? journeys.expected + journeys.flaky : 0),
    failed: (unit?.numFailedTests ?? 0) + (journeys?.unexpected ?? 0),
    skipped: (unit ? unit.numPendingTests + unit.numTodoTests : 0) + (journeys?.skipped ?? 0),
  };
}

/** What a runner wrote down, or nothing: it may have ended before it could. */
function report(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
