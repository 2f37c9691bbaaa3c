// `npm test`: everything that has to hold, on a machine that has only Node and npm. For daily work name some of the
// parts, and the tests in them by a piece of their file's name: `npm test -- --only=unit,e2e sign-up`.
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
/** Pictures of every screen for a person to look at; they are no test. */
const onDemand = ["gallery"];

const { only, names } = chosen();

const env = { NEXT_DIST_DIR: distDir };
const tool = (file, args, more = {}) => runTool(file, args, { env: { ...env, ...more } });

// The journeys may be pointed at a portal that runs elsewhere; then nothing is built here.
const elsewhere = Boolean(process.env.PLAYWRIGHT_BASE_URL);
let browser;

// `goOn`: what fails here is told at the end, and keeps no other step from telling what it knows.
const steps = [
  { of: [...parts, ...onDemand], title: "Install", work: ensureInstall },
  { of: ["e2e", "gallery"], title: "Find a browser", work: async () => (browser = await findBrowser()) },
  { of: ["types"], title: "Types", work: checkTypes, goOn: true },
  { of: ["lint"], title: "Lint", work: checkStyle, goOn: true },
  { of: ["lint"], title: "Unused code", work: findUnused, goOn: true },
  { of: ["unit"], title: "Rules and database", work: testUnits, goOn: true },
  { of: ["e2e", "gallery"], title: "Build", work: () => (elsewhere ? null : buildIfChanged(distDir)) },
  { of: ["e2e"], title: "Journeys in a browser", work: () => playwright() },
  { of: ["gallery"], title: "Pictures", work: () => playwright("--project=gallery") },
];

await command(async () => {
  const unknown = only.filter((part) => ![...parts, ...onDemand].includes(part));
  if (unknown.length > 0) {
    throw new Refusal(`--only takes ${[...parts, ...onDemand].join(", ")}; not ${unknown.join(", ")}.`);
  }
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  const failures = await walk(steps.filter(({ of }) => of.some((part) => only.includes(part))));
  const { passed, failed, skipped } = countTests();
  for (const { title, reason } of failures) console.log(`\nFailed at "${title}": ${reason}`);
  if (skipped > 0) console.log(`\n${skipped} skipped`);
  // What fails without a test of its own counts as one.
  console.log(`\n${passed} passed, ${failures.length > 0 && failed === 0 ? 1 : failed} failed`);
  if (failures.length > 0) process.exitCode = 1;
});

function chosen() {
  const { values, positionals } = parseArgs({ options: { only: { type: "string" } }, allowPositionals: true });
  return { only: values.only?.split(",") ?? parts, names: positionals };
}

async function checkTypes() {
  await tool("next/dist/bin/next", ["typegen"]);
  await tool("typescript/bin/tsc", ["--noEmit"]);
}

function checkStyle() {
  return tool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
}

function findUnused() {
  return tool("knip/bin/knip.js", ["--treat-config-hints-as-errors"]);
}

function testUnits() {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
  return tool("vitest/vitest.mjs", [
    "run",
    "--config=lib/testing/vitest.config.ts",
    ...reporters,
    ...(names.length > 0 ? ["--passWithNoTests", ...names] : []),
  ]);
}

function playwright(...args) {
  const named = names.length > 0 ? ["--pass-with-no-tests", ...names] : [];
  return tool(
    "@playwright/test/cli.js",
    ["test", "--config=e2e/playwright.config.ts", "--reporter=list,json", ...args, ...named],
    {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_FILE: journeysReport,
      // Without the variable the configuration has no pictures to take.
      ...(only.includes("gallery") && { PLAYWRIGHT_GALLERY: "1" }),
    },
  );
}

/** Takes the steps in their order, and says which of them failed. */
async function walk(chosen) {
  const failures = [];
  for (const { title, work, goOn = false } of chosen) {
    const startedAt = performance.now();
    console.log(`\n── ${title}`);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failures.push({ title, reason: error.message });
      if (!goOn) break;
    }
    console.log(`── ${title}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  return failures;
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
