import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { objectServer } from "@/lib/testing/object-server";
import { vercelStorage } from "./object-storage-vercel";

const key = "documents/0f8fad5b-d9cb-469f-a165-70867728950e";
const bytes = Buffer.from("%PDF-1.7 …");

beforeEach(() => vi.unstubAllEnvs());

interface Dispatcher {
  dispatch(options: { origin: string; path: string }, handler: unknown): unknown;
}
// Node's own fetch and the library's copy of it send through this one.
const dispatcher = Symbol.for("undici.globalDispatcher.1");

/** The library's own addresses, led to the stand-in: the one it writes to, and the host of the store it reads from. */
async function aStore(timeoutMs = 10_000) {
  // Loading it makes the dispatcher that is led elsewhere below.
  await import("@vercel/blob");
  const server = await objectServer();
  vi.stubEnv("VERCEL_BLOB_API_URL", server.url);
  vi.stubEnv("VERCEL_BLOB_RETRIES", "0");
  const asked: string[] = [];
  const global = globalThis as { [dispatcher]?: Dispatcher };
  const real = global[dispatcher];
  global[dispatcher] = {
    dispatch: (options, handler) => {
      asked.push(`${options.origin}${options.path}`);
      return real?.dispatch({ ...options, origin: server.url }, handler);
    },
  };
  onTestFinished(() => {
    global[dispatcher] = real;
  });
  return { server, asked, storage: vercelStorage({ token: "vercel_blob_rw_storeid_secret", timeoutMs }) };
}

test("R-820 · a file is written as a private one, under its key alone", async () => {
  const { server, storage } = await aStore();
  server.answerWith = { url: "https://storeid.private.blob.vercel-storage.com/x", pathname: key };
  expect(await storage.put(key, bytes, "application/pdf")).toEqual({ kind: "stored" });
  const [request] = server.requests;
  expect(request?.path).toContain(encodeURIComponent(key));
  expect(request?.headers).toMatchObject({
    authorization: "Bearer vercel_blob_rw_storeid_secret",
    "x-vercel-blob-access": "private",
    "x-content-type": "application/pdf",
    "x-add-random-suffix": "0",
  });
});

test("R-820 · a file is read from the private store, past its caches", async () => {
  const { server, asked, storage } = await aStore();
  server.objects.set(`/${key}`, bytes);
  const found = await storage.get(key);
  expect(found.kind === "found" && Buffer.from(found.bytes)).toEqual(bytes);
  expect(asked).toEqual([`https://storeid.private.blob.vercel-storage.com/${key}?cache=0`]);
  server.objects.clear();
  expect(await storage.get(key)).toEqual({ kind: "missing" });
});

test.each([["fails"], ["hangs"], ["stalls"], ["denies"], ["breaks-off"], ["sends-too-much"]] as const)(
  "SEC-12 · a store that %s is unavailable",
  async (manner) => {
    const { server, storage } = await aStore(600);
    server.manner = manner;
    expect(await storage.get(key)).toEqual({ kind: "unavailable" });
    // What a write or a removal is answered with is not read to its end by every client.
    if (["stalls", "breaks-off", "sends-too-much"].includes(manner)) return;
    expect(await storage.put(key, bytes, "application/pdf")).toEqual({ kind: "unavailable" });
    expect(await storage.remove(key)).toEqual({ kind: "unavailable" });
  },
);
