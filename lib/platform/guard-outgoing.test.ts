import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { testEnv } from "@/lib/testing/environment";
import { guardOutgoing, outgoingRule } from "./guard-outgoing";

const PUBLIC = "51.77.0.1";
const env = (more: Record<string, string> = {}) => testEnv({ APP_URL: "https://portail.example", ...more });

test.each(["https://api.resend.com", "https://challenges.cloudflare.com", "https://api.insee.fr"])(
  "SEC-12 · %s is asked, at a public address",
  (service) => expect(outgoingRule(env())(service, PUBLIC)).toBe(true),
);

test.each([
  ["loopback", "127.0.0.1"],
  ["loopback of IPv6", "::1"],
  ["the metadata of a cloud", "169.254.169.254"],
  ["a private network", "10.1.2.3"],
  ["another private network", "192.168.0.10"],
  ["a provider's inner network", "100.64.0.1"],
  ["a private network of IPv6", "fd00::1"],
  ["link-local of IPv6", "fe80::1"],
  ["a mapped address", "::ffff:169.254.169.254"],
  ["no address at all", "0.0.0.0"],
  ["nothing", ""],
])("SEC-12 · a service whose name stands for %s is not asked", (_what, address) => {
  expect(outgoingRule(env())("https://api.insee.fr", address)).toBe(false);
});

test("SEC-12 · what no setting names is not asked, however near its name is", () => {
  const mayAsk = outgoingRule(env({ S3_ENDPOINT: "https://objects.example" }));
  expect(mayAsk("https://objects.example", PUBLIC)).toBe(true);
  for (const other of [
    "https://evil.example",
    "https://objects.example.evil.example",
    "https://evilobjects.example",
    "https://objects.example:8443",
    "http://objects.example",
    "https://vercel.com",
  ]) {
    expect(mayAsk(other, PUBLIC), other).toBe(false);
  }
});

test("SEC-12 · a service in the own network is asked when the settings say that it lives there", () => {
  const mayAsk = outgoingRule(env({ S3_ENDPOINT: "http://minio:9000", PRIVATE_HOSTS: "minio, evil.example" }));
  expect(mayAsk("http://minio:9000", "172.18.0.4")).toBe(true);
  expect(mayAsk("http://evil.example", "172.18.0.4")).toBe(false);
});

test("SEC-12 · the object storage of the host is asked where its token is set", () => {
  const mayAsk = outgoingRule(env({ BLOB_READ_WRITE_TOKEN: "x" }));
  const store = "https://storeid.private.blob.vercel-storage.com";
  expect(mayAsk(store, PUBLIC)).toBe(true);
  expect(mayAsk(store, "10.0.0.1")).toBe(false);
  expect(mayAsk("https://evil-vercel-storage.com", PUBLIC)).toBe(false);
});

test("the portal asks itself, wherever it is", () => {
  const mayAsk = outgoingRule(env({ ALLOWED_HOSTS: "autre.example:8080", __NEXT_PRIVATE_ORIGIN: "http://[::1]:3000" }));
  expect(mayAsk("https://portail.example", "10.0.0.1")).toBe(true);
  expect(mayAsk("https://autre.example:8080", "10.0.0.1")).toBe(true);
  expect(mayAsk("http://[::1]:3000", "::1")).toBe(true);
  expect(mayAsk("http://[::1]:3001", "::1")).toBe(false);
});

test("SEC-12 · what is refused has not received a byte, by a name as by an address", async () => {
  let asked = 0;
  const server = createServer((_request, answer) => {
    asked += 1;
    answer.end("{}");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const told = vi.spyOn(console, "info").mockImplementation(() => undefined);
  const written = vi.spyOn(process.stdout, "write").mockImplementation(() => true);

  guardOutgoing(env({ INSEE_API_URL: `http://localhost:${port}`, OPEN_DIRECTORY_URL: `http://127.0.0.1:${port}` }));
  for (const host of ["localhost", "127.0.0.1"]) {
    await expect(fetch(`http://${host}:${port}/`), host).rejects.toThrow("fetch failed");
  }
  expect(asked).toBe(0);
  expect([...told.mock.calls, ...written.mock.calls].join()).toContain("outgoing-request-refused");
});
