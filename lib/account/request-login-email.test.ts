import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aPasswordProofOf, aSessionOf, DEACTIVATED } from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import type { Email } from "./email";
import { findWaitingAddress } from "./find-waiting-address";
import { requestLoginEmail } from "./request-login-email";

const FREE = "libre@example.org" as Email;
const TAKEN = "prise@example.org" as Email;

async function someone(given?: TestContext) {
  const ctx = given ?? (await testContext());
  const account = await anAccount(ctx, { language: "en" });
  const { actor } = await aSessionOf(ctx, account);
  const proof = await aPasswordProofOf(ctx, actor);
  if (!given) await clearTrail(ctx);
  return { ctx, account, proof };
}

const expiresAt = new Date("2026-01-06T09:00:00Z");

test("R-604 · a free address gets a link of 24 hours, in the person's language; nothing else changes", async () => {
  const { ctx, account, proof } = await someone();
  expect(await requestLoginEmail(ctx, proof, { email: FREE })).toEqual({ kind: "received", expiresAt });
  const [link] = await ctx.db.select().from(singleUseLinks);
  expect(link).toMatchObject({ purpose: "login-email-change", subjectId: account.id, email: FREE, expiresAt });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: FREE,
      language: "en",
      message: { kind: "login-email-confirmation", accountId: account.id, linkId: link?.id },
    },
  ]);
  expect((await ctx.db.select().from(accounts))[0]?.email).toBe(account.email);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "login-email-change-requested", actorId: account.id, facts: { sent: true } },
  ]);
});

test("R-604, SEC-22 · the owner of a taken address is told in his language, and no link leaves", async () => {
  const { ctx, proof } = await someone();
  const owner = await anAccount(ctx, { email: TAKEN, language: "fr" });
  expect(await requestLoginEmail(ctx, proof, { email: TAKEN })).toEqual({ kind: "received", expiresAt });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    { recipient: TAKEN, language: "fr", message: { kind: "login-email-taken", accountId: owner.id } },
  ]);
  expect(JSON.stringify(await ctx.db.select().from(outboxMessages))).not.toContain("linkId");
  expect((await ctx.db.select().from(auditEvents))[0]?.facts).toEqual({ sent: false });
});

test("SEC-22 · free, taken, of a closed account, and with a waiting registration: the same answer, statements, hashes and page", async () => {
  const ctx = await testContext();
  await anAccount(ctx, { email: TAKEN });
  await anAccount(ctx, { email: "fermee@example.org", ...DEACTIVATED });
  await aWaitingRegistration(ctx, { email: "attend@example.org" });
  const costs: unknown[] = [];
  for (const email of [FREE, TAKEN, "fermee@example.org", "attend@example.org"] as Email[]) {
    const { account, proof } = await someone(ctx);
    const { verifies } = ctx.passwords;
    ctx.queries();
    const outcome = await requestLoginEmail(ctx, proof, { email });
    const queries = ctx.queries();
    const page = await findWaitingAddress(ctx, { accountId: account.id, purpose: "login-email-change" });
    costs.push({ outcome, queries, hashes: ctx.passwords.verifies - verifies, page: { ...page, email: "?" } });
    expect(page?.email).toBe(email);
  }
  expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
});

test("SEC-22 · an exhausted address costs the same as a fresh one, and gets nothing more", async () => {
  const ctx = await testContext();
  await anAccount(ctx, { email: TAKEN });
  for (const email of [FREE, TAKEN]) {
    const costs: unknown[] = [];
    for (let count = 0; count < 6; count++) {
      const { proof } = await someone(ctx);
      ctx.queries();
      const outcome = await requestLoginEmail(ctx, proof, { email });
      costs.push({ outcome, queries: ctx.queries() });
    }
    expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
    // SEC-28: five mails of one kind a day, whoever asks.
    expect(await ctx.db.$count(outboxMessages, eq(outboxMessages.recipient, email))).toBe(5);
  }
});

test("R-604 · the address one has already is said to be so: it is one's own", async () => {
  const { ctx, account, proof } = await someone();
  expect(await requestLoginEmail(ctx, proof, { email: account.email as Email })).toEqual({ kind: "unchanged" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("SEC-28 · one person names ten addresses a day, not a list of them", async () => {
  const { ctx, proof } = await someone();
  const ask = (count: number) => requestLoginEmail(ctx, proof, { email: `a${count}@example.org` as Email });
  for (let count = 0; count < 10; count++) expect((await ask(count)).kind).toBe("received");
  expect(await ask(10)).toEqual({ kind: "too-many-attempts" });
  // Only the newest wish can still be confirmed.
  const links = await ctx.db.select().from(singleUseLinks);
  expect(links.filter(({ voidedAt }) => voidedAt === null).map(({ email }) => email)).toEqual(["a9@example.org"]);
  ctx.moveTo("2026-01-06T09:00:01Z");
  expect((await ask(11)).kind).toBe("received");
});
