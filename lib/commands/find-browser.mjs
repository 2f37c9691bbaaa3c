import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Refusal, run, runTool } from "./run.mjs";

/** The Chromium without windows, in which Playwright itself would run: the journeys take half the time in it. */
const shell = "chromium-headless-shell";
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The browser that the journeys run in: found on this machine, else installed, else one sentence that says what to do. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Refusal(`CHROMIUM_PATH names ${named}, where there is no file.`);
  const found = named ?? inPath([shell]) ?? (await debianShell()) ?? (await present());
  if (found) return found;

  console.log("No Chromium on this machine: installing one…");
  const installed = await runTool("@playwright/test/cli.js", ["install", "chromium"]).then(present, () => undefined);
  if (installed) return installed;
  throw new Refusal(
    "The journeys need a Chromium, and none could be installed: install Chromium or Chrome and name it in CHROMIUM_PATH, or run `npm test -- --only=types,lint,unit`.",
  );
}

function inPath(programs) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => programs.map((program) => join(folder, program))).find(existsSync);
}

async function present() {
  const { chromium } = await import("@playwright/test");
  return [chromium.executablePath()].find(existsSync) ?? inPath(names) ?? elsewhere.find(existsSync);
}

/** Debian's own brings the system libraries along, which a bare machine lacks. What cannot be had is done without. */
async function debianShell() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined;
  console.log("The journeys run in Chromium's headless shell: installing it…");
  try {
    await run("apt-get", ["update", "-q"]);
    await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", shell]);
  } catch {
    return undefined;
  }
  return inPath([shell]);
}
