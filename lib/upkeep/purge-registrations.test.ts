import { eq, isNotNull } from "drizzle-orm";
import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Email } from "@/lib/account/email";
import { mintLink } from "@/lib/account/mint-link";
import { activateAccount } from "@/lib/onboarding/activate-account";
import { resendActivation } from "@/lib/onboarding/resend-activation";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anActivation, aWaitingRegistration, tracesOf } from "@/lib/testing/registrations";
import { aRegistration, camille } from "@/lib/testing/telling";
import { countOldRegistrations, purgeRegistrations } from "./purge-registrations";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countOldRegistrations(ctx);
  expect(await purgeRegistrations(ctx)).toBe(due);
  return due;
}

async function aWaitingOne(ctx: TestContext): Promise<string> {
  const id = await aRegistration(ctx);
  await mintLink(ctx, { purpose: "activation", subjectId: id, email: camille.email });
  return id;
}

test("R-508 · SEC-98 · a registration goes 30 days after its link expired, to the second, with its links", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const id = await aWaitingOne(ctx);
  // The link is good for 30 days; over the 60 the clocks do not change.
  expect(await runAt(ctx, "2026-03-05T09:00:00Z")).toBe(0);
  expect(await runAt(ctx, "2026-03-06T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-03-06T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-03-07T09:00:00Z")).toBe(0);
  expect(await ctx.db.$count(registrations)).toBe(0);
  expect(await ctx.db.$count(singleUseLinks)).toBe(0);
  const trail = await ctx.db.select().from(auditEvents);
  expect(trail).toMatchObject([{ kind: "registrations-purged", actorId: null, targetId: id, facts: { count: 1 } }]);
});

test("R-1206 · R-508 · the days keep the hour of Paris over the change of the clocks in March", async () => {
  const ctx = await testContext({ now: "2026-02-10T09:00:00Z" });
  await aWaitingOne(ctx);
  expect(await runAt(ctx, "2026-04-11T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-11T08:00:00Z")).toBe(1);
});

test("R-407 · R-508 · a newer link counts, and a registration that was activated or lost its links goes as well", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const resent = await aWaitingOne(ctx);
  await aRegistration(ctx, { email: "closed@example.org", closedAt: ctx.now() });
  ctx.moveTo("2026-02-20T09:00:00Z");
  await mintLink(ctx, { purpose: "activation", subjectId: resent, email: camille.email });
  expect(await runAt(ctx, "2026-03-06T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-03-06T09:00:00Z")).toBe(1);
  expect(await ctx.db.select().from(registrations)).toMatchObject([{ id: resent }]);
  expect(await runAt(ctx, "2026-04-21T08:00:00Z")).toBe(1);
});

test("R-407 · whoever asks for a new link while the job runs gets one that works, or none", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  await aWaitingOne(ctx);
  ctx.moveTo("2026-03-06T09:00:00Z");
  await Promise.all([
    purgeRegistrations(ctx),
    resendActivation(ctx, { email: camille.email as Email, origin: "192.0.2.1" }),
  ]);
  const left = await ctx.db.select().from(registrations);
  const links = await ctx.db.select().from(singleUseLinks);
  expect(links.every(({ subjectId }) => left.some(({ id }) => id === subjectId))).toBe(true);
});

test("SEC-97 · two instances at once forget each registration once", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  for (let n = 0; n < 10; n++) await aRegistration(ctx, { email: `p${n}@example.org` });
  ctx.moveTo("2026-04-06T09:00:00Z");
  const counts = await Promise.all([purgeRegistrations(ctx), purgeRegistrations(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(10);
  expect(await ctx.db.$count(auditEvents)).toBe(10);
});

test("R-508, SEC-98 · its address goes from mails and trail as well; that of one that became an account goes with the account", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const { registration: never } = await aWaitingRegistration(ctx, { email: "never@example.org" });
  const { registration: replaced } = await aWaitingRegistration(ctx, { email: "grown@example.org" });
  const { registration: grown, secret } = await aWaitingRegistration(ctx, { email: "grown@example.org" });
  for (const one of [never, replaced, grown]) await tracesOf(ctx, one);
  expect(await activateAccount(ctx, anActivation(secret))).toMatchObject({ kind: "activated" });
  expect(await runAt(ctx, "2026-04-06T09:00:00Z")).toBe(3);
  const mails = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "registration-received"));
  expect(Object.fromEntries(mails.map(({ event, status }) => [event.split(":")[1], status]))).toEqual({
    [never.id]: "dropped",
    [replaced.id]: "dropped",
    [grown.id]: "due",
  });
  expect(mails.map(({ recipient }) => recipient).filter((recipient) => recipient.includes("@"))).toEqual([grown.email]);
  const words = await ctx.db.select().from(auditPersonalValues).where(isNotNull(auditPersonalValues.words));
  expect(words.map(({ email }) => email)).toEqual([grown.email]);
});
