import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Lockfile {
  packages: Record<string, { version?: string; resolved?: string; link?: boolean }>;
}
const lockfile: Lockfile = JSON.parse(readFileSync("package-lock.json", "utf8"));
const manifest: Record<"dependencies" | "devDependencies", Record<string, string>> = JSON.parse(
  readFileSync("package.json", "utf8"),
);

// Releases before these let anybody past the middleware or run code on the server.
test.each([
  ["next", "16.4.6"],
  ["react", "19.3.1"],
  ["react-dom", "19.3.1"],
])("SEC-01 · every installed %s is at least %s", (name, floor) => {
  const versions = Object.entries(lockfile.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version }]) => version ?? "none");
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => isBelow(version, floor))).toEqual([]);
});

test("SEC-01 · every direct dependency is pinned to the version that is locked", () => {
  const direct = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const loose = direct.filter(([name, wanted]) => lockfile.packages[`node_modules/${name}`]?.version !== wanted);
  expect(loose).toEqual([]);
});

test("the lock file names no registry: whoever installs uses his own", () => {
  const named = Object.entries(lockfile.packages).filter(([, { resolved }]) => resolved);
  expect(named).toEqual([]);
});

test.each([
  ["16.4.5", true],
  ["15.9.9", true],
  ["16.4.6-canary.1", true],
  ["16.4.6", false],
  ["16.10.0", false],
])("version %s is below the floor: %s", (version, below) => {
  expect(isBelow(version, "16.4.6")).toBe(below);
});

function isBelow(version: string, floor: string): boolean {
  const [release = "", early] = version.split("-");
  const order = release.localeCompare(floor, "en", { numeric: true });
  return order < 0 || (order === 0 && early !== undefined);
}
