import type { Env } from "./env";
import { folderStorage, storageFolder } from "./object-storage-folder";
import { s3Storage } from "./object-storage-s3";
import { vercelStorage } from "./object-storage-vercel";

/** `missing` is an answer; `unavailable` stands for down, slow, refusing or answering half of it. */
export type GetOutcome = { kind: "found"; bytes: Uint8Array } | { kind: "missing" } | { kind: "unavailable" };
export type PutOutcome = { kind: "stored" } | { kind: "unavailable" };
export type RemoveOutcome = { kind: "removed" } | { kind: "unavailable" };

/** Keeps files out of the database and out of the site (SEC-93). Never throws; what goes wrong is logged by its key. */
export interface ObjectStorage {
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<PutOutcome>;
  get(key: string): Promise<GetOutcome>;
  /** An object that is gone already is removed. */
  remove(key: string): Promise<RemoveOutcome>;
}

/** The storage that the settings name. */
export function createObjectStorage(env: Env): ObjectStorage {
  if (env.STORAGE === "vercel-blob") {
    if (!env.BLOB_READ_WRITE_TOKEN) throw new Error("STORAGE=vercel-blob needs BLOB_READ_WRITE_TOKEN.");
    return vercelStorage({ token: env.BLOB_READ_WRITE_TOKEN });
  }
  if (env.STORAGE === "s3") {
    const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
    if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
      throw new Error("STORAGE=s3 needs S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.");
    }
    return s3Storage({
      endpoint: S3_ENDPOINT,
      bucket: S3_BUCKET,
      region: env.S3_REGION,
      accessKeyId: S3_ACCESS_KEY_ID,
      secretAccessKey: S3_SECRET_ACCESS_KEY,
    });
  }
  return folderStorage(storageFolder(env));
}
