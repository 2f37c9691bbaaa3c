import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { openPglite } from "./open-database-pglite";

test("a server that is killed while it writes loses nothing that was acknowledged, and its folder opens again", async () => {
  const folder = aFolder();
  const { child, lines, says } = startServer(folder, "write");
  await says("wrote 40");
  child.kill("SIGKILL");
  await once(child, "close");
  const last = Number(lines.at(-1)?.split(" ")[1]);

  const database = await openPglite(folder);
  onTestFinished(database.close);
  await database.migrate();
  const { rows } = await database.db.execute<{ lost: number }>(sql`
    select count(*)::int as lost from generate_series(1, ${last}::int) as n
    where n not in (select number from written)`);
  expect(last).toBeGreaterThanOrEqual(40);
  expect(rows).toEqual([{ lost: 0 }]);
});

test("while a server runs, a second process is refused in a clear sentence, and admitted once the first is gone", async () => {
  const folder = aFolder();
  const first = await openPglite(folder);
  const second = startServer(folder);
  expect(await second.says("")).toBe(
    `refused The embedded database in ${folder} is in use by another process: stop that one first.`,
  );

  await first.close();
  const third = startServer(folder);
  expect(await third.says("")).toBe("open");
  await expect(openPglite(folder)).rejects.toThrow("in use by another process");
});

test("one process does not open the same folder twice either", async () => {
  const folder = aFolder();
  const first = await openPglite(folder);
  await expect(openPglite(folder)).rejects.toThrow("in use by another process");
  await first.close();
  const again = await openPglite(folder);
  await again.close();
  expect(readdirSync(folder)).toEqual(["cluster"]);
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "attache-pglite-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function startServer(folder: string, ...task: string[]) {
  const child = spawn(process.execPath, ["lib/testing/pglite-child.mjs", folder, ...task], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  const says = (start: string) =>
    vi.waitUntil(() => lines.find((line) => line.startsWith(start)), { timeout: 50_000, interval: 20 });
  return { child, lines, says };
}
