import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, inject, onTestFinished, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { openPg } from "@/lib/platform/open-database-pg";
import { openPglite } from "@/lib/platform/open-database-pglite";
import { createTestDatabase } from "@/lib/testing/test-database";

const run = promisify(execFile);
const secret = (name: string) => `1:${name.padEnd(32, "x")}`;
const settings = {
  APP_URL: "https://portal.example",
  AUTH_SECRET: secret("auth"),
  LINK_SECRET: secret("link"),
  DATA_SECRET: secret("data"),
  CRON_SECRET: "c".repeat(32),
  API_SECRET: `1:${"e".repeat(32)}`,
  DECOY_SECRET: "d".repeat(32),
};

/** The command under the settings of a portal and that database. */
function create(args: string[], env: Record<string, string>) {
  return run(process.execPath, ["lib/commands/admin-create.mjs", ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...settings, ...env },
  });
}

test("R-1402 · an operator names an administrator; without an account he is told how to make one, and what comes next", async () => {
  const { url, drop } = await createTestDatabase(inject("templateUrl"), "migrated");
  onTestFinished(drop);
  const { db, close } = openPg(url);
  onTestFinished(close);
  const email = "camille@example.org";
  await expect(create([email], { DATABASE_URL: url })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("--given-name="),
  });
  const names = ["--given-name=Camille", "--family-name=Durand"];
  const created = await create([email, ...names], { DATABASE_URL: url });
  expect(created.stdout).toContain("leaves with the portal's next delivery");
  expect(created.stdout).toContain("Set up the second factor");
  expect(await db.select().from(accounts)).toMatchObject([{ email, isAdministrator: true, familyName: "Durand" }]);
  expect(await db.select().from(outboxMessages)).toMatchObject([{ kind: "password-reset", recipient: email }]);
  expect((await create([email], { DATABASE_URL: url })).stdout).toContain("a new link was made");
  await db.update(accounts).set({ lastSignInAt: new Date() });
  expect((await create([email], { DATABASE_URL: url })).stdout).toContain("already");
  // Whom nobody else can help comes back by the operator's hand (SEC-48).
  const reset = await create([email, "--reset-access"], { DATABASE_URL: url });
  expect(reset.stdout).toContain("every second factor is removed");
  expect(reset.stdout).toContain("leaves with the portal's next delivery");
  expect(await db.$count(outboxMessages)).toBe(3);
  await db.update(accounts).set({ isAdministrator: false });
  await expect(create([email, "--reset-access"], { DATABASE_URL: url })).rejects.toMatchObject({
    stderr: expect.stringContaining("is no administrator"),
  });
});

test("R-1402 · while the portal runs on the embedded database, the operator is told to stop it first", async () => {
  const folder = await mkdtemp(join(tmpdir(), "attache-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const portal = await openPglite(folder);
  onTestFinished(portal.close);
  await expect(create(["camille@example.org"], { DB_DRIVER: "pglite", PGLITE_DIR: folder })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("stop it, run this again"),
  });
});

test.each([
  [[], "Name one address"],
  [["nobody"], "is no email address"],
  [["a@example.org", "--given-name=Camille"], "needs both names"],
  [["a@example.org", "--given-name=<b>", "--family-name=Martin"], "A name has letters"],
  [["a@example.org", "--reset-access", "--given-name=Camille", "--family-name=Martin"], "give no names"],
  [["a@example.org", "--password=x"], "Use: npm run admin:create"],
  [["a@example.org"], "Set DATABASE_URL"],
])("R-1402 · SEC-51 · %j is refused in a sentence, without a stack", async (args, sentence) => {
  const failure = await create(args, {}).catch((error: { code: number; stderr: string }) => error);
  expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
  expect(failure.stderr).not.toMatch(/\n\s+at /);
});
