import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Refusal, run, runTool } from "./run.mjs";

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
  const found = named ?? (await present());
  if (found) return found;

  console.log("No Chromium on this machine: installing one…");
  await install();
  const installed = await present();
  if (installed) return installed;
  throw new Refusal(
    "The journeys need a Chromium, and none could be installed: install Chromium or Chrome and name it in CHROMIUM_PATH, or run `npm test -- --only=types,lint,unit`.",
  );
}

async function present() {
  const { chromium } = await import("@playwright/test");
  const candidates = [
    chromium.executablePath(),
    ...(process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
    ...elsewhere,
  ];
  return candidates.find((path) => path && existsSync(path));
}

async function install() {
  const ways = [
    // Debian's own brings the system libraries along, which a bare machine lacks.
    process.getuid?.() === 0 && existsSync("/etc/debian_version")
      ? async () => {
          await run("apt-get", ["update", "-q"]);
          await run("apt-get", ["install", "-y", "-q", "chromium"]);
        }
      : null,
    () => runTool("@playwright/test/cli.js", ["install", "chromium"]),
  ];
  for (const way of ways) {
    // One way that fails leads to the next; the sentence at the end tells of all.
    const worked = await way?.().then(
      () => true,
      () => false,
    );
    if (worked) return;
  }
}
