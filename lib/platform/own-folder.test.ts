import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type FolderOwnership, ownFolder } from "./own-folder";

test("of twenty that want a folder at once, at most one gets it", async () => {
  const folder = aFolder();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => ownFolder(folder)));
  const winners = outcomes.filter(isOwned);
  expect(winners.length).toBeLessThanOrEqual(1);
  for (const { release } of winners) await release();
});

test("a folder is free again once its owner let go of it", async () => {
  const folder = aFolder();
  for (let round = 0; round < 3; round++) {
    const ownership = await ownFolder(folder);
    if (!isOwned(ownership)) throw new Error("taken");
    expect(await ownFolder(folder)).toEqual({ kind: "taken" });
    await ownership.release();
  }
  expect(readdirSync(folder)).toEqual([]);
});

test("a path that no socket can have is refused before anything is opened", async () => {
  await expect(ownFolder(join(aFolder(), "a".repeat(100)))).rejects.toThrow("too long");
});

function isOwned(outcome: FolderOwnership) {
  return outcome.kind === "owned";
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "attache-owner-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
