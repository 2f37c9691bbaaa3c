import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

test("the migrations lead to the very tables that drizzle/schema describes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "attache-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync("drizzle/migrations", folder, { recursive: true });
  const before = readdirSync(folder);

  // drizzle-kit puts "./" before the folder that it is given.
  const out = relative(process.cwd(), folder);
  const kit = ["generate", "--dialect", "postgresql", "--schema", "./drizzle/schema/*.ts", "--out", out];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["node_modules/drizzle-kit/bin.cjs", ...kit]);
  // It ends with 0 even when it fails, so its words count.
  expect(stdout + stderr, 'run "npm run db:generate" and read what it wrote').toContain("No schema changes");
  expect(readdirSync(folder)).toEqual(before);
});
