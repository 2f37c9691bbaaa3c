import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Env } from "./env";
import { describeError, log } from "./log";
import { MAX_OBJECT_BYTES, type ObjectKey, objectKey } from "./object-key";
import type { ObjectStorage } from "./object-storage";

/** Where objects are kept on this machine: beside the embedded database. */
export function storageFolder(env: Env): string {
  return env.STORAGE_DIR ?? ".data/objects";
}

/** Keeps objects as files, for one server and its disk. */
export function folderStorage(folder: string): ObjectStorage {
  const fileOf = (key: ObjectKey) => join(/* turbopackIgnore: true */ folder, key);
  return {
    async put(key, bytes) {
      const file = fileOf(objectKey(key));
      const draft = `${file}.${randomUUID()}`;
      try {
        // Nobody else on the machine reads them.
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(draft, bytes, { mode: 0o600, flag: "wx" });
        // A reader never meets half a file.
        await rename(draft, file);
        return { kind: "stored" };
      } catch (error) {
        log("error", "object-not-stored", { key, ...describeError(error) });
        await rm(draft, { force: true }).catch(() => undefined);
        return { kind: "unavailable" };
      }
    },
    async get(key) {
      const file = fileOf(objectKey(key));
      try {
        if ((await stat(file)).size > MAX_OBJECT_BYTES) throw new Error("too large");
        return { kind: "found", bytes: await readFile(file) };
      } catch (error) {
        if (isAbsent(error)) return { kind: "missing" };
        log("error", "object-not-read", { key, ...describeError(error) });
        return { kind: "unavailable" };
      }
    },
    async remove(key) {
      const file = fileOf(objectKey(key));
      try {
        await rm(file, { force: true });
        return { kind: "removed" };
      } catch (error) {
        log("error", "object-not-removed", { key, ...describeError(error) });
        return { kind: "unavailable" };
      }
    },
  };
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
