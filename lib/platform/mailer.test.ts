import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startResendStandIn } from "@/e2e/support/resend-stand-in";
import { testEnv } from "@/lib/testing/environment";
import { createMailer } from "./mailer";

const mail = { to: "camille@example.org", subject: "Bonjour", html: "<p>Bonjour</p>", text: "Bonjour" };

async function aPlace() {
  const provider = await startResendStandIn();
  onTestFinished(provider.close);
  const MAIL_DIR = await mkdtemp(join(tmpdir(), "attache-mails-"));
  onTestFinished(() => rm(MAIL_DIR, { recursive: true }));
  return { provider, settings: { MAIL_DIR, RESEND_BASE_URL: provider.url }, kept: () => readdir(MAIL_DIR) };
}

test("with a key, mails leave by the provider", async () => {
  const { provider, settings, kept } = await aPlace();
  const mailer = createMailer(testEnv({ ...settings, NODE_ENV: "production", RESEND_API_KEY: "re_key" }));
  expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "sent" });
  expect(provider.mails()).toHaveLength(1);
  expect(await kept()).toEqual([]);
});

test("SEC-15 · the demonstration keeps its mails, whatever key stands beside it", async () => {
  const { provider, settings, kept } = await aPlace();
  const mailer = createMailer(testEnv({ ...settings, NODE_ENV: "production", DEMO: "1", RESEND_API_KEY: "re_key" }));
  await mailer.send(mail, { key: "key-1" });
  expect(provider.requests()).toBe(0);
  expect(await kept()).toEqual(["key-1.json"]);
});

test("development without a key keeps its mails", async () => {
  const { settings, kept } = await aPlace();
  await createMailer(testEnv({ ...settings, NODE_ENV: "development" })).send(mail, { key: "key-1" });
  expect(await kept()).toEqual(["key-1.json"]);
});

test("SEC-15 · production without a provider does not fall back on a folder", () => {
  expect(() => createMailer(testEnv({ NODE_ENV: "production" }))).toThrow("No mail provider");
});
