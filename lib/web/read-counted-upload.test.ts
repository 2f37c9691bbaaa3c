import { expect, test } from "vitest";
import { addDocumentBudget } from "@/lib/document/add-document-budget";
import { testContext } from "@/lib/testing/context";
import { readCountedUpload } from "./read-counted-upload";

const form = { maxBytes: 1000, file: "file", fields: [] };

test("SEC-07 SEC-28 · whoever sent too many files is told before his next one is read, odd ones count as well", async () => {
  const ctx = await testContext();
  const budget = addDocumentBudget(ctx.id());
  const odd = () => new Request("http://localhost/", { method: "POST", body: "odd" });
  for (let sent = 0; sent < 59; sent++) {
    expect(await readCountedUpload(ctx, budget, { request: odd(), form })).toEqual({ kind: "malformed" });
  }
  expect(await readCountedUpload(ctx, budget, { request: aFile(), form })).toMatchObject({
    kind: "read",
    file: { name: "rib.pdf" },
  });
  const beyond = aFile();
  expect(await readCountedUpload(ctx, budget, { request: beyond, form })).toEqual({ kind: "too-often" });
  expect(beyond.bodyUsed).toBe(false);
  // Somebody else sends on.
  const other = addDocumentBudget(ctx.id());
  expect(await readCountedUpload(ctx, other, { request: aFile(), form })).toMatchObject({ kind: "read" });
});

function aFile(): Request {
  const body = new FormData();
  body.append("file", new File(["%PDF-"], "rib.pdf"));
  return new Request("http://localhost/", { method: "POST", body });
}
