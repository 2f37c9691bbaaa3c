import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { missingFromLock } from "./complete-lockfile.mjs";
import { Refusal, root, run } from "./run.mjs";

const wantedNode = 20;

/** Installs the packages that the lock names, unless node_modules already holds exactly those. */
export async function ensureInstall() {
  if (Number(process.versions.node.split(".")[0]) < wantedNode) {
    throw new Refusal(`Attache needs Node ${wantedNode} or newer; this is ${process.version}. See https://nodejs.org.`);
  }
  const lock = read("package-lock.json");
  if (isInstalled(lock)) return;

  console.log("Installing packages…");
  // A lock that lacks the packages of other systems is refused by `ci`; `install` still follows it.
  const complete = lock !== null && missingFromLock(lock).size === 0;
  const args = complete ? ["ci"] : ["install", "--no-save"];
  await run(process.platform === "win32" ? "npm.cmd" : "npm", [...args, "--include=dev", "--no-audit", "--no-fund"]);
}

/** npm notes in node_modules what it put there; a package of another system is rightly absent. */
function isInstalled(lock) {
  const installed = read("node_modules/.package-lock.json");
  if (!lock || !installed) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === "") return true;
    const there = installed.packages[path];
    return there ? there.version === wanted.version : wanted.optional === true;
  });
}

function read(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
