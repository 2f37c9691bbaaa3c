import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ObjectStorage } from "@/lib/platform/object-storage";
import { folderStorage } from "@/lib/platform/object-storage-folder";

/** A folder for the objects of the running test, made at the first use and removed with it. */
export function temporaryStorage(): ObjectStorage {
  let opened: Promise<ObjectStorage> | undefined;
  const storage = () => {
    opened ??= open();
    return opened;
  };
  return {
    put: async (...object) => (await storage()).put(...object),
    get: async (key) => (await storage()).get(key),
    remove: async (key) => (await storage()).remove(key),
  };
}

async function open(): Promise<ObjectStorage> {
  const folder = await mkdtemp(join(tmpdir(), "attache-objects-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folderStorage(folder);
}
