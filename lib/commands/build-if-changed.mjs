import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, runTool } from "./run.mjs";

const sources = ["app", "drizzle", "lib", "public"];
const files = [
  "instrumentation.ts",
  "middleware.ts",
  "next.config.ts",
  "tsconfig.json",
  "package-lock.json",
  ".postcssrc.json",
];

/** Builds the portal into `distDir`, unless the build there was made of these very sources. */
export async function buildIfChanged(distDir, env = {}) {
  const mark = join(root, distDir, "built-from");
  const hash = hashOf({ env, node: process.version });
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return "unchanged";

  // Without its mark, a build that is interrupted is made again.
  rmSync(mark, { force: true });
  console.log("Building the portal…");
  const settings = { ...env, NEXT_DIST_DIR: distDir, NODE_ENV: "production" };
  await runTool("next/dist/bin/next", ["build"], { env: settings, quiet: true });
  writeFileSync(mark, hash);
  return "built";
}

/** Contents, not dates: a fresh clone and a branch that was left and taken again are told rightly. */
function hashOf(circumstances) {
  const hash = createHash("sha256").update(JSON.stringify(circumstances));
  const paths = [
    ...files.filter((file) => existsSync(join(root, file))),
    ...sources.flatMap((folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
            .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        : [],
    ),
  ].sort();
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest("hex");
}
