import { describeError, log } from "./log";
import { MAX_OBJECT_BYTES, objectKey } from "./object-key";
import type { ObjectStorage } from "./object-storage";
import { readBytes } from "./read-bytes";
import { within } from "./within";

/** Keeps objects in a private Vercel Blob store: no address opens them without the token. */
export function vercelStorage({ token, timeoutMs = 10_000 }: { token: string; timeoutMs?: number }): ObjectStorage {
  // Loaded where it is used: it brings an HTTP client of its own. It tries up to ten times; the signal
  // ends all of them.
  const library = () => import("@vercel/blob");
  const settings = { token, access: "private" as const };
  const failed = (event: string, key: string, error: unknown) => {
    log("error", event, { key, ...describeError(error) });
    return { kind: "unavailable" } as const;
  };
  return {
    async put(name, bytes, mediaType) {
      const key = objectKey(name);
      try {
        const { put } = await library();
        const about = { ...settings, contentType: mediaType, addRandomSuffix: false };
        await within(timeoutMs, (abortSignal) => put(key, Buffer.from(bytes), { ...about, abortSignal }));
        return { kind: "stored" };
      } catch (error) {
        return failed("object-not-stored", key, error);
      }
    },
    async get(name) {
      const key = objectKey(name);
      try {
        const { get } = await library();
        return await within(timeoutMs, async (signal) => {
          // Not from the network of caches: what was removed is removed.
          const found = await get(key, { ...settings, useCache: false, abortSignal: signal });
          if (found === null) return { kind: "missing" };
          const answer = { body: found.stream, headers: found.headers };
          return { kind: "found", bytes: await readBytes(answer, { ceiling: MAX_OBJECT_BYTES, signal }) };
        });
      } catch (error) {
        return failed("object-not-read", key, error);
      }
    },
    async remove(name) {
      const key = objectKey(name);
      try {
        const { del } = await library();
        await within(timeoutMs, (abortSignal) => del(key, { token, abortSignal }));
        return { kind: "removed" };
      } catch (error) {
        return failed("object-not-removed", key, error);
      }
    },
  };
}
