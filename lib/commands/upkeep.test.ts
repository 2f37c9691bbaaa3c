import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const secret = "a-secret-of-more-than-32-characters";

/** A portal that answers so, and what it was asked. */
async function aPortal(status: number, body: unknown) {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    answer.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function upkeep(env: Record<string, string>, ...options: string[]) {
  return run(process.execPath, ["lib/commands/upkeep.mjs", ...options], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
  });
}

test("an operator reads how much each job did, and may ask for one job and for a count alone", async () => {
  const counts = { "expired-requests": 3, "old-sessions": 1200 };
  const portal = await aPortal(200, { dryRun: false, counts, failed: [] });
  const env = { APP_URL: portal.url, CRON_SECRET: secret };
  const { stdout } = await upkeep(env);
  expect(stdout).toBe("Done:\n  expired-requests     3\n  old-sessions      1200\n");
  await upkeep(env, "--dry-run", "--only=old-sessions");
  expect(portal.asked).toEqual([
    `POST /api/upkeep Bearer ${secret}`,
    `POST /api/upkeep?simulation=1&tache=old-sessions Bearer ${secret}`,
  ]);
});

test("a dry run says so; a job that failed is named, and the command ends badly", async () => {
  const report = { dryRun: true, counts: { "old-accounts": 2 }, failed: ["old-accounts"] };
  const portal = await aPortal(500, report);
  await expect(upkeep({ APP_URL: portal.url, CRON_SECRET: secret }, "--dry-run")).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining("Would be done now:\n  old-accounts  2  failed"),
    stderr: expect.stringContaining("Failed, the log of the portal says why: old-accounts."),
  });
});

test.each([
  ["the secret is wrong", 401, null, "refuses this CRON_SECRET"],
  [
    "there is no such job",
    400,
    { unknown: "tea", jobs: ["old-links"] },
    'There is no job "tea". There are:\n  old-links',
  ],
  ["something else answers there", 200, "hello", "not as the portal does"],
])("an operator is told in one sentence that %s", async (_what, status, body, sentence) => {
  const { url } = await aPortal(status, body);
  await expect(upkeep({ APP_URL: url, CRON_SECRET: secret })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(sentence),
  });
});

test("without a portal, or its settings, an operator is told what is missing", async () => {
  await expect(upkeep({})).rejects.toMatchObject({ stderr: expect.stringContaining("Set APP_URL and CRON_SECRET") });
  const nobody = { APP_URL: "http://127.0.0.1:9", CRON_SECRET: secret };
  await expect(upkeep(nobody)).rejects.toMatchObject({ stderr: expect.stringContaining("Nobody answers") });
});
