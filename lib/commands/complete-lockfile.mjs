// npm leaves out of the lock the optional packages of other systems when the registry in reach does not carry them,
// and `npm ci` then refuses the lock. This names them again. Run it after each change of dependencies.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../package-lock.json", import.meta.url));

/** The platform packages that the lock asks for and does not describe. */
export function missingFromLock(lock) {
  const missing = new Map();
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      // Platform packages are asked for by exact version; a range belongs to a package any registry carries.
      if (!/^\d/.test(version) || isDescribed(lock, path, name)) continue;
      missing.set(`node_modules/${name}`, { version, ...platformOf(name), dev: parent.dev });
    }
  }
  return missing;
}

function isDescribed(lock, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** What such a package runs on, as its name says it: `@next/swc-linux-arm64-musl`. */
export function platformOf(name) {
  const words = name.split("/").at(-1).split(/[-.]/);
  const os = words.find((word) => ["android", "darwin", "freebsd", "linux", "openharmony", "win32"].includes(word));
  const cpu = words.find((word) => /^(arm|arm64|ia32|ppc64|riscv64|s390x|wasm32|x64)$/.test(word));
  if (!cpu) throw new Error(`${name}: which processor is it for?`);
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : null;
  return { ...(os && { os: [os] }), cpu: [cpu], ...(libc && { libc: [libc] }) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingFromLock(lock);
  for (const [path, { version, os, cpu, libc, dev }] of missing) {
    lock.packages[path] = {
      version,
      cpu,
      ...(libc && { libc }),
      ...(dev && { dev }),
      optional: true,
      ...(os && { os }),
    };
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, "en")),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${missing.size} platform packages added.`);
}
