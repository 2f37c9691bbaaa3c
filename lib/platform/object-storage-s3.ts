import { AwsV4Signer } from "aws4fetch";
import { describeError, log } from "./log";
import { MAX_OBJECT_BYTES, type ObjectKey, objectKey } from "./object-key";
import type { ObjectStorage } from "./object-storage";
import { readBytes } from "./read-bytes";
import { within } from "./within";

/** Which bucket, and as whom. */
export interface S3Settings {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  timeoutMs?: number;
}

/** Keeps objects in a bucket that speaks S3, by path (`{endpoint}/{bucket}/{key}`), which every such service takes. */
export function s3Storage({ endpoint, bucket, timeoutMs = 10_000, ...identity }: S3Settings): ObjectStorage {
  const base = endpoint.replace(/\/+$/, "");
  const ask = async (
    method: "PUT" | "GET" | "DELETE",
    key: ObjectKey,
    { sent, signal }: { sent?: { bytes: Uint8Array; mediaType: string }; signal: AbortSignal },
  ) => {
    const url = `${base}/${encodeURIComponent(bucket)}/${key}`;
    // A copy, because the types know that a view may share its memory.
    const body = sent && new Uint8Array(sent.bytes);
    const headers = sent ? { "Content-Type": sent.mediaType } : undefined;
    const signed = await new AwsV4Signer({ ...identity, service: "s3", method, url, headers, body }).sign();
    // No redirect: the signature and the bytes are for this host (SEC-12).
    return fetch(signed.url, { method, headers: signed.headers, body, redirect: "error", signal });
  };
  const failed = (event: string, key: string, facts: Record<string, unknown>) => {
    log("error", event, { key, ...facts });
    return { kind: "unavailable" } as const;
  };
  return {
    async put(name, bytes, mediaType) {
      const key = objectKey(name);
      try {
        const answer = await within(timeoutMs, (signal) => ask("PUT", key, { sent: { bytes, mediaType }, signal }));
        await answer.body?.cancel();
        return answer.ok ? { kind: "stored" } : failed("object-not-stored", key, { status: answer.status });
      } catch (error) {
        return failed("object-not-stored", key, describeError(error));
      }
    },
    async get(name) {
      const key = objectKey(name);
      try {
        return await within(timeoutMs, async (signal) => {
          const answer = await ask("GET", key, { signal });
          const { status } = answer;
          if (status === 200) {
            return { kind: "found", bytes: await readBytes(answer, { ceiling: MAX_OBJECT_BYTES, signal }) };
          }
          await answer.body?.cancel();
          return status === 404 ? { kind: "missing" } : failed("object-not-read", key, { status });
        });
      } catch (error) {
        return failed("object-not-read", key, describeError(error));
      }
    },
    async remove(name) {
      const key = objectKey(name);
      try {
        const answer = await within(timeoutMs, (signal) => ask("DELETE", key, { signal }));
        await answer.body?.cancel();
        if (answer.ok || answer.status === 404) return { kind: "removed" };
        return failed("object-not-removed", key, { status: answer.status });
      } catch (error) {
        return failed("object-not-removed", key, describeError(error));
      }
    },
  };
}
