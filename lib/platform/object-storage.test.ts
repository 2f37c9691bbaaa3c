import { expect, test } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { type Manner, objectServer } from "@/lib/testing/object-server";
import { temporaryStorage } from "@/lib/testing/temporary-storage";
import type { ObjectStorage } from "./object-storage";
import { createObjectStorage } from "./object-storage";
import { s3Storage } from "./object-storage-s3";

const key = "documents/0f8fad5b-d9cb-469f-a165-70867728950e";
const bytes = Buffer.from("%PDF-1.7 …");

async function aBucket(timeoutMs = 10_000) {
  const server = await objectServer();
  const identity = { region: "eu-west-3", accessKeyId: "AKID", secretAccessKey: "very-secret", timeoutMs };
  return { server, storage: s3Storage({ endpoint: `${server.url}/`, bucket: "attache", ...identity }) };
}

const storages: [string, () => Promise<ObjectStorage>][] = [
  ["a folder", async () => temporaryStorage()],
  ["a bucket", async () => (await aBucket()).storage],
];

test.each(storages)("R-820 · what is put into %s is found until it is removed", async (_what, open) => {
  const storage = await open();
  expect(await storage.get(key)).toEqual({ kind: "missing" });
  expect(await storage.put(key, bytes, "application/pdf")).toEqual({ kind: "stored" });
  const found = await storage.get(key);
  expect(found.kind === "found" && Buffer.from(found.bytes)).toEqual(bytes);
  expect(await storage.remove(key)).toEqual({ kind: "removed" });
  expect(await storage.get(key)).toEqual({ kind: "missing" });
  expect(await storage.remove(key)).toEqual({ kind: "removed" });
});

test.each(storages)("SEC-93 · no key leads out of %s", async (_what, open) => {
  const storage = await open();
  for (const odd of ["../secrets", "documents/../../x", "documents/x.pdf", "/etc/passwd", "documents/%2e%2e", ""]) {
    await expect(storage.put(odd, bytes, "application/pdf")).rejects.toThrow("not a key");
    await expect(storage.get(odd)).rejects.toThrow("not a key");
    await expect(storage.remove(odd)).rejects.toThrow("not a key");
  }
});

test("R-820 · a bucket is asked by path, with a signature that covers the bytes", async () => {
  const { server, storage } = await aBucket();
  await storage.put(key, bytes, "application/pdf");
  const [request] = server.requests;
  expect(request?.path).toBe(`/attache/${key}`);
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-3\/s3\/aws4_request/,
  );
  expect(request?.headers["content-type"]).toBe("application/pdf");
  expect(request?.headers["x-amz-content-sha256"]).toBeDefined();
});

test.each<[Manner]>([["fails"], ["hangs"], ["stalls"], ["breaks-off"], ["sends-too-much"], ["redirects"], ["denies"]])(
  "SEC-12 · a bucket that %s is unavailable, and nothing throws or waits",
  async (manner) => {
    const { server, storage } = await aBucket(500);
    server.manner = manner;
    expect(await storage.get(key)).toEqual({ kind: "unavailable" });
    if (!["stalls", "breaks-off", "sends-too-much"].includes(manner)) {
      expect(await storage.put(key, bytes, "application/pdf")).toEqual({ kind: "unavailable" });
      expect(await storage.remove(key)).toEqual({ kind: "unavailable" });
    }
  },
);

test("a bucket that nobody serves is unavailable", async () => {
  const identity = { region: "auto", accessKeyId: "AKID", secretAccessKey: "very-secret" };
  const storage = s3Storage({ endpoint: "http://127.0.0.1:1", bucket: "attache", ...identity });
  expect(await storage.put(key, bytes, "application/pdf")).toEqual({ kind: "unavailable" });
});

test("R-820 · the settings decide where files are kept", () => {
  expect(() => createObjectStorage(testEnv({ STORAGE: "s3" }))).toThrow("S3_ENDPOINT");
  expect(() => createObjectStorage(testEnv({ STORAGE: "vercel-blob" }))).toThrow("BLOB_READ_WRITE_TOKEN");
  expect(createObjectStorage(testEnv())).toBeDefined();
  expect(createObjectStorage(testEnv({ STORAGE: "vercel-blob", BLOB_READ_WRITE_TOKEN: "x" }))).toBeDefined();
});
