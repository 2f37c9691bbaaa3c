import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderStorage } from "./object-storage-folder";

const key = "documents/0f8fad5b-d9cb-469f-a165-70867728950e";

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "attache-objects-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test("R-820 · files are for the owner of the machine alone, and no draft stays behind", async () => {
  const folder = await aFolder();
  const storage = folderStorage(folder);
  await Promise.all([
    storage.put(key, Buffer.from("one"), "image/png"),
    storage.put(key, Buffer.from("two"), "image/png"),
  ]);
  expect(await readdir(join(folder, "documents"))).toHaveLength(1);
  expect((await stat(join(folder, key))).mode & 0o077).toBe(0);
});

test("R-820 · a disk that refuses is said to be unavailable", async () => {
  const folder = await aFolder();
  await writeFile(join(folder, "documents"), "a file where a folder should be");
  const storage = folderStorage(folder);
  expect(await storage.put(key, Buffer.from("one"), "image/png")).toEqual({ kind: "unavailable" });
  expect(await storage.get(key)).toEqual({ kind: "unavailable" });
});

test("R-820 · an object larger than any of ours is not read", async () => {
  const folder = await aFolder();
  const storage = folderStorage(folder);
  await storage.put(key, Buffer.alloc(9 * 1024 * 1024), "image/png");
  expect(await storage.get(key)).toEqual({ kind: "unavailable" });
});
