import { expect, test } from "vitest";
import { readUpload } from "./read-upload";

const form = { maxBytes: 1000, file: "file", fields: ["label", "type"], timeoutMs: 300 };
const content = new File([Buffer.from("%PDF-")], "rib.pdf");

function sent(entries: [string, string | File][]): Request {
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  return new Request("http://localhost/", { method: "POST", body });
}

test("R-820 · a file and what is said of it arrive", async () => {
  const upload = await readUpload(
    sent([
      ["label", "RIB"],
      ["type", "other"],
      ["file", content],
    ]),
    form,
  );
  expect(upload).toEqual({
    kind: "read",
    fields: { label: "RIB", type: "other" },
    file: { name: "rib.pdf", bytes: new Uint8Array(Buffer.from("%PDF-")) },
  });
});

test("R-820 · a form sent without choosing a file has none", async () => {
  const headers = { "Content-Type": "multipart/form-data; boundary=x" };
  const body =
    '--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n';
  const request = new Request("http://localhost/", { method: "POST", headers, body });
  expect(await readUpload(request, form)).toEqual({ kind: "read", fields: {}, file: null });
});

test.each<[string, [string, string | File][]]>([
  ["a field nobody asked for", [["role", "admin"]]],
  [
    "a field twice",
    [
      ["label", "a"],
      ["label", "b"],
    ],
  ],
  [
    "two files",
    [
      ["file", content],
      ["file", content],
    ],
  ],
  ["a file under another name", [["label", content]]],
  ["ten thousand parts", Array.from({ length: 10_000 }, () => ["label", ""])],
])("SEC-07 · %s is refused", async (_what, entries) => {
  expect(await readUpload(sent(entries), { ...form, maxBytes: 5_000_000 })).toEqual({ kind: "malformed" });
});

test("SEC-07 · a body above its ceiling is not read to its end, whatever length it announces", async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled++;
      controller.enqueue(new Uint8Array(16 * 1024));
    },
  });
  const headers = { "Content-Type": "multipart/form-data; boundary=x" };
  const request = new Request("http://localhost/", {
    method: "POST",
    headers,
    body: endless,
    duplex: "half",
  } as RequestInit);
  expect(await readUpload(request, form)).toEqual({ kind: "too-large" });
  expect(pulled).toBeLessThan(10);

  const announced = { ...headers, "Content-Length": "99999999" };
  const large = new Request("http://localhost/", { method: "POST", headers: announced, body: "x" });
  expect(await readUpload(large, form)).toEqual({ kind: "too-large" });
});

test("SEC-07 · a body that does not come is not waited for", async () => {
  const headers = { "Content-Type": "multipart/form-data; boundary=x" };
  const silent = new ReadableStream<Uint8Array>({});
  const request = new Request("http://localhost/", {
    method: "POST",
    headers,
    body: silent,
    duplex: "half",
  } as RequestInit);
  expect(await readUpload(request, form)).toEqual({ kind: "too-slow" });
});

test.each([
  ["no form at all", "application/json", "{}"],
  ["no boundary", "multipart/form-data", "x"],
  ["another boundary", "multipart/form-data; boundary=x", "--y\r\n"],
  ["half of it", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="label"\r\n\r\nRI'],
])("SEC-07 · %s is refused", async (_what, type, body) => {
  const request = new Request("http://localhost/", { method: "POST", headers: { "Content-Type": type }, body });
  expect(await readUpload(request, form)).toEqual({ kind: "malformed" });
});
