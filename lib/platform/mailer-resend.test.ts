import { expect, onTestFinished, test } from "vitest";
import { type ResendBehaviour, startResendStandIn } from "@/e2e/support/resend-stand-in";
import { resendMailer } from "./mailer-resend";

const mail = {
  to: "camille@example.org",
  subject: "[Attache] Bonjour",
  html: "<p>Bonjour</p>",
  text: "Bonjour",
};

async function aProvider({ timeoutMs = 5000 } = {}) {
  const provider = await startResendStandIn();
  onTestFinished(provider.close);
  const from = "Attache <no-reply@attache.example>";
  return { provider, mailer: resendMailer({ apiKey: "re_key", baseUrl: provider.url, from, timeoutMs }) };
}

test("a mail leaves once, from our sender, with both its texts", async () => {
  const { provider, mailer } = await aProvider();
  expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "sent" });
  expect(provider.mails()).toMatchObject([{ ...mail, from: "Attache <no-reply@attache.example>", key: "key-1" }]);
});

test("SEC-97 · a mail sent again under its key is delivered once, under one Message-ID", async () => {
  const { provider, mailer } = await aProvider();
  await mailer.send(mail, { key: "key-1" });
  expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "sent" });
  expect(provider.requests()).toBe(2);
  expect(provider.mails().map(({ headers }) => headers)).toEqual([{ "Message-ID": "<key-1@attache.example>" }]);
});

test("SEC-97 · a key that the provider took with an older wording counts as sent", async () => {
  const { provider, mailer } = await aProvider();
  await mailer.send(mail, { key: "key-1" });
  expect(await mailer.send({ ...mail, text: "Bonjour, encore" }, { key: "key-1" })).toEqual({ kind: "sent" });
  expect(provider.mails()).toHaveLength(1);
});

test.each<[ResendBehaviour, string]>([
  ["broken", "500 internal_server_error"],
  ["bad-gateway", "502 application_error"],
  ["wrong-key", "403 invalid_api_key"],
])("SEC-18 · when the provider is %s, the mail waits for another try", async (behaviour, reason) => {
  const { provider, mailer } = await aProvider();
  provider.behave(behaviour);
  expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "failed", reason });

  provider.behave("takes");
  expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "sent" });
  expect(provider.mails()).toHaveLength(1);
});

test.each<[ResendBehaviour, string]>([
  ["rate-limited", "429 rate_limit_exceeded"],
  ["out-of-quota", "429 daily_quota_exceeded"],
])(
  "SEC-18 SEC-97 · when the provider is %s, the mail has not been tried: it leaves when it may",
  async (behaviour, reason) => {
    const { provider, mailer } = await aProvider();
    provider.behave(behaviour);
    expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "later", reason, afterSeconds: 1 });

    provider.behave("takes");
    expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "sent" });
    expect(provider.mails()).toHaveLength(1);
  },
);

test.each([
  ["90", 90],
  ["86400", 3600],
  ["soon", 60],
])("SEC-18 · told to come back after %j, a mail comes back after %i seconds", async (retryAfter, afterSeconds) => {
  const { provider, mailer } = await aProvider();
  provider.behave("rate-limited", { retryAfter });
  expect(await mailer.send(mail, { key: "key-1" })).toMatchObject({ kind: "later", afterSeconds });
});

test("SEC-97 · many mails at once leave no faster than the provider takes them", async () => {
  const { provider, mailer } = await aProvider();
  provider.allow(10);
  const startedAt = performance.now();
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, turn) => mailer.send(mail, { key: `key-${turn}` })));
  expect(outcomes).toEqual(Array(8).fill({ kind: "sent" }));
  expect(performance.now() - startedAt).toBeGreaterThan(700);
});

test("SEC-97 · mails that would wait too long for their turn are handed back", async () => {
  const { provider, mailer } = await aProvider();
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, turn) => mailer.send(mail, { key: `key-${turn}` })),
  );
  expect(outcomes.filter(({ kind }) => kind === "sent")).toHaveLength(20);
  expect(outcomes.filter(({ kind }) => kind === "later")).toHaveLength(10);
  expect(provider.mails()).toHaveLength(20);
});

test.each<[ResendBehaviour]>([["hangs"], ["stalls"]])(
  "SEC-18 · a provider that %s holds nobody up",
  async (behaviour) => {
    const { provider, mailer } = await aProvider({ timeoutMs: 200 });
    provider.behave(behaviour);
    expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "failed", reason: "no answer in time" });
  },
);

test("SEC-18 · a provider that is not there is worth another try", async () => {
  const { provider, mailer } = await aProvider();
  await provider.close();
  expect(await mailer.send(mail, { key: "key-1" })).toMatchObject({ kind: "failed" });
});

test("a mail that the provider calls invalid is not tried again", async () => {
  const { provider, mailer } = await aProvider();
  provider.behave("invalid");
  expect(await mailer.send(mail, { key: "key-1" })).toEqual({ kind: "refused", reason: "422 validation_error" });
});

test.each([
  "camille@example.org, other@example.org",
  "camille@example.org\r\nBcc: other@example.org",
  "Camille <camille@example.org>",
  "",
])("SEC-21 · %j is not one recipient, and nothing leaves", async (to) => {
  const { provider, mailer } = await aProvider();
  expect(await mailer.send({ ...mail, to }, { key: "key-1" })).toEqual({ kind: "refused", reason: "not one address" });
  expect(provider.requests()).toBe(0);
});
