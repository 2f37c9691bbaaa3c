import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, onTestFinished, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { openPg } from "@/lib/platform/open-database-pg";
import { createTestDatabase } from "@/lib/testing/test-database";

const run = promisify(execFile);

/** The command under that environment and no other database address. */
function migrate(env: Record<string, string>) {
  return run(process.execPath, ["lib/commands/migrate.mjs"], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
  });
}

test("an operator migrates an empty database while a server starts on it", async () => {
  const { url, drop } = await createTestDatabase(inject("templateUrl"), "empty");
  onTestFinished(drop);
  const server = openPg(url);
  onTestFinished(server.close);

  const [command] = await Promise.all([migrate({ DATABASE_URL: url }), server.migrate()]);
  expect(command.stdout).toContain("The database is up to date.");
  expect(await server.db.$count(accounts)).toBe(0);
});

test("without an address the operator is told which settings are missing", async () => {
  await expect(migrate({})).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("Set DATABASE_URL") });
});
