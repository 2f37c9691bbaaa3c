import { AwsV4Signer } from "aws4fetch";
import { describeError, log } from "./log";
import { type ObjectKey, objectKey } from "./object-key";
import type { ObjectStorage } from "./object-storage";
import { readBytes } from "./read-bytes";

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
    sent?: { bytes: Uint8Array; mediaType: string },
  ) => {
    const url = `${base}/${encodeURIComponent(bucket)}/${key}`;
    // A copy, because the types know that a view may share its memory.
    const body = sent && new Uint8Array(sent.bytes);
    const headers = sent ? { "Content-Type": sent.mediaType } : undefined;
    const signed = await new AwsV4Signer({ ...identity, service: "s3", method, url, headers, body }).sign();
    // One time-out for the whole answer; no redirect: the signature and the bytes are for this host (SEC-12).
    return fetch(signed.url, {
      method,
      headers: signed.headers,
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
  };
  const failed = (event: string, key: string, facts: Record<string, unknown>) => {
    log("error", event, { key, ...facts });
    return { kind: "unavailable" } as const;
  };
  return {
    async put(name, bytes, mediaType) {
      const key = objectKey(name);
      try {
        const answer = await ask("PUT", key, { bytes, mediaType });
        await answer.body?.cancel();
        return answer.ok ? { kind: "stored" } : failed("object-not-stored", key, { status: answer.status });
      } catch (error) {
        return failed("object-not-stored", key, describeError(error));
      }
    },
    async get(name) {
      const key = objectKey(name);
      try {
        const answer = await ask("GET", key);
        if (answer.status === 200) return { kind: "found", bytes: await readBytes(answer) };
        await answer.body?.cancel();
        return answer.status === 404 ? { kind: "missing" } : failed("object-not-read", key, { status: answer.status });
      } catch (error) {
        return failed("object-not-read", key, describeError(error));
      }
    },
    async remove(name) {
      const key = objectKey(name);
      try {
        const answer = await ask("DELETE", key);
        await answer.body?.cancel();
        if (answer.ok || answer.status === 404) return { kind: "removed" };
        return failed("object-not-removed", key, { status: answer.status });
      } catch (error) {
        return failed("object-not-removed", key, describeError(error));
      }
    },
  };
}
