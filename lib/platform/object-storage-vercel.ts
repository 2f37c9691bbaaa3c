import { describeError, log } from "./log";
import { objectKey } from "./object-key";
import type { ObjectStorage } from "./object-storage";
import { readBytes } from "./read-bytes";

/** Keeps objects in a private Vercel Blob store: no address opens them without the token. */
export function vercelStorage({ token, timeoutMs = 10_000 }: { token: string; timeoutMs?: number }): ObjectStorage {
  // Loaded where it is used: it brings an HTTP client of its own. It tries up to ten times; the signal
  // ends all of them.
  const library = () => import("@vercel/blob");
  const settings = () => ({ token, access: "private" as const, abortSignal: AbortSignal.timeout(timeoutMs) });
  const failed = (event: string, key: string, error: unknown) => {
    log("error", event, { key, ...describeError(error) });
    return { kind: "unavailable" } as const;
  };
  return {
    async put(name, bytes, mediaType) {
      const key = objectKey(name);
      try {
        const { put } = await library();
        await put(key, Buffer.from(bytes), { ...settings(), contentType: mediaType, addRandomSuffix: false });
        return { kind: "stored" };
      } catch (error) {
        return failed("object-not-stored", key, error);
      }
    },
    async get(name) {
      const key = objectKey(name);
      try {
        const { get } = await library();
        // Not from the network of caches: what was removed is removed.
        const found = await get(key, { ...settings(), useCache: false });
        if (found === null) return { kind: "missing" };
        return { kind: "found", bytes: await readBytes({ body: found.stream, headers: found.headers }) };
      } catch (error) {
        return failed("object-not-read", key, error);
      }
    },
    async remove(name) {
      const key = objectKey(name);
      try {
        const { del } = await library();
        const { token, abortSignal } = settings();
        await del(key, { token, abortSignal });
        return { kind: "removed" };
      } catch (error) {
        return failed("object-not-removed", key, error);
      }
    },
  };
}
