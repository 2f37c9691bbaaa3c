import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Lock {
  packages: Record<string, { version: string; dev?: boolean; optionalDependencies?: Record<string, string> }>;
}
/** Commands run before anything is installed, hence are plain JavaScript and carry no types. */
const command: string = "./complete-lockfile.mjs";
const {
  missingFromLock,
  platformOf,
}: { missingFromLock(lock: Lock): Map<string, object>; platformOf(name: string): object } = await import(command);

test("a clean clone installs on every system: the lock describes the packages of all of them", () => {
  const lock: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
  expect([...missingFromLock(lock).keys()]).toEqual([]);
});

test("a package of another system that npm left out is named with its version and what it runs on", () => {
  const lock: Lock = {
    packages: {
      "node_modules/tool": {
        version: "1.2.3",
        dev: true,
        optionalDependencies: { "@tool/linux-x64": "1.2.3", "@tool/darwin-arm64": "1.2.3", fsevents: "~2.3.3" },
      },
      "node_modules/tool/node_modules/@tool/linux-x64": { version: "1.2.3" },
    },
  };
  expect(Object.fromEntries(missingFromLock(lock))).toEqual({
    "node_modules/@tool/darwin-arm64": { version: "1.2.3", os: ["darwin"], cpu: ["arm64"], dev: true },
  });
});

test.each([
  ["@next/swc-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
  ["@biomejs/cli-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@swc/core-win32-ia32-msvc", { os: ["win32"], cpu: ["ia32"] }],
  ["@swc/core-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@oxc-parser/binding-linux-arm-musleabihf", { os: ["linux"], cpu: ["arm"], libc: ["musl"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
])("%s says by its name what it runs on", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
