import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { missingFromLock } from "./complete-lockfile.mjs";
import { root, run } from "./run.mjs";

const wantedNode = 20;

/** Installs the packages that the lock names, unless node_modules already holds exactly those. */
export async function ensureInstall() {
  if (Number(process.versions.node.split(".")[0]) < wantedNode) {
    console.error(`Attache needs Node ${wantedNode} or newer; this is ${process.version}. See https://nodejs.org.`);
    process.exit(1);
  }
  const lock = read("package-lock.json");
  if (isInstalled(lock)) return;

  console.log("Installing packages…");
  const complete = lock !== null && missingFromLock(lock).size === 0;
  // A lock that npm wrote without the packages of other systems is refused by `ci`; `install` still follows it.
  const command = complete ? ["ci"] : ["install", "--no-save"];
  await run(process.platform === "win32" ? "npm.cmd" : "npm", [...command, "--no-audit", "--no-fund"], {
    // Commands run under npm hand its settings down, `--omit=dev` of a production shell among them.
    env: { ...process.env, NODE_ENV: "development" },
  });
}

/** npm notes in node_modules what it put there: the same packages at the same versions need no second look. */
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
