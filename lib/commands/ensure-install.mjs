import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { missingFromLock } from "./complete-lockfile.mjs";
import { Refusal, root, run } from "./run.mjs";

/** Installs the packages that the lock names, unless node_modules already holds exactly those. */
export async function ensureInstall() {
  refuseOlderNode(process.versions.node);
  const lock = read("package-lock.json");
  if (isInstalled(lock)) return;

  console.log("Installing packages…");
  // A lock that lacks the packages of other systems is refused by `ci`; `install` still follows it.
  const complete = lock !== null && missingFromLock(lock).size === 0;
  const args = complete ? ["ci"] : ["install", "--no-save"];
  await run(process.platform === "win32" ? "npm.cmd" : "npm", [...args, "--include=dev", "--no-audit", "--no-fund"]);
}

/** Refuses a Node that is older than the one package.json asks for. */
export function refuseOlderNode(version) {
  const wanted = read("package.json").engines.node.replace(">=", "");
  const [[major, minor], [wantedMajor, wantedMinor]] = [version, wanted].map((one) => one.split(".").map(Number));
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Refusal(`Attache needs Node ${wanted} or newer; this is ${version}. See https://nodejs.org.`);
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
