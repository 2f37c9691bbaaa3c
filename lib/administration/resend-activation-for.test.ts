import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Email } from "@/lib/account/email";
import { findWaitingRegistration } from "@/lib/onboarding/find-waiting-registration";
import { resendActivation } from "@/lib/onboarding/resend-activation";
import { message } from "@/lib/outbox/message";
import { testContext } from "@/lib/testing/context";
import { aWaitingRegistration, secretOf } from "@/lib/testing/registrations";
import { aSupportAct } from "@/lib/testing/support-acts";
import { trailOf } from "@/lib/testing/trail";
import { resendActivationFor } from "./resend-activation-for";

const email = "camille@example.org";

test("R-005 · R-407 · support resends the mail of that registration: a new link works, the old one does not", async () => {
  const ctx = await testContext();
  const { registration, secret } = await aWaitingRegistration(ctx, { email, language: "en" });
  await aWaitingRegistration(ctx, { email, createdAt: new Date("2026-01-05T10:00:00Z") });
  const act = await aSupportAct(ctx);
  expect(await resendActivationFor(ctx, act, { registrationId: registration.id })).toEqual({ kind: "sent" });

  const [mail, ...more] = await ctx.db.select().from(outboxMessages).orderBy(asc(outboxMessages.createdAt));
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ kind: "activation-invited", recipient: email, language: "en" });
  const told = message.parse(mail?.message);
  if (told.kind !== "activation-invited") throw new Error(told.kind);
  expect(await findWaitingRegistration(ctx, secret)).toBeNull();
  expect(await findWaitingRegistration(ctx, await secretOf(ctx, told.linkId))).toMatchObject({ id: registration.id });
  const lines = await trailOf(ctx, registration.id);
  const actorId = act.administrator.accountId;
  expect(lines).toMatchObject([
    { kind: "activation-resent", actorId, facts: { registrationId: registration.id } },
    { kind: "administrator-acted", actorId, facts: { act: "resend-activation" } },
  ]);
});

test("R-407 · it uses up none of the visitor's three a day; SEC-28 · the sixth mail of a day does not leave", async () => {
  const ctx = await testContext();
  const { registration } = await aWaitingRegistration(ctx, { email });
  const act = await aSupportAct(ctx);
  const registrationId = registration.id;
  expect(await resendActivationFor(ctx, act, { registrationId })).toEqual({ kind: "sent" });
  expect(await resendActivationFor(ctx, act, { registrationId })).toEqual({ kind: "sent" });
  for (let turn = 0; turn < 4; turn++) await resendActivation(ctx, { email: email as Email, origin: "192.0.2.1" });
  expect(await ctx.db.$count(outboxMessages)).toBe(5);
  const links = await ctx.db.$count(singleUseLinks);
  expect(await resendActivationFor(ctx, act, { registrationId })).toEqual({ kind: "too-many-mails" });
  // The link of the last mail still works.
  expect(await ctx.db.$count(singleUseLinks)).toBe(links);
  ctx.moveTo("2026-01-06T08:59:59Z");
  expect(await resendActivationFor(ctx, act, { registrationId })).toEqual({ kind: "too-many-mails" });
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect(await resendActivationFor(ctx, act, { registrationId })).toEqual({ kind: "sent" });
});

test("R-501 · an activated or absent registration gets nothing, nor does anybody from a former administrator", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx);
  const { registration } = await aWaitingRegistration(ctx, { email });
  await ctx.db.update(registrations).set({ closedAt: ctx.now() });
  for (const registrationId of [registration.id, ctx.id()]) {
    expect(await resendActivationFor(ctx, act, { registrationId })).toEqual({ kind: "not-waiting" });
  }
  await ctx.db.update(registrations).set({ closedAt: null });
  await ctx.db.update(accounts).set({ isAdministrator: false });
  expect(await resendActivationFor(ctx, act, { registrationId: registration.id })).toEqual({ kind: "not-permitted" });
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});
