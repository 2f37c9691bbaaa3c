import { expect, test } from "vitest";
import { singleUseLinks } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { testContext } from "@/lib/testing/context";
import { aMailedLink, anActivation, aWaitingRegistration, tracesOf } from "@/lib/testing/registrations";
import { activateAccount } from "./activate-account";
import { eraseRegistration } from "./erase-registration";

test("R-406 · whoever received the mail by mistake erases the registration with all its links, and no other one", async () => {
  const ctx = await testContext();
  const email = "camille@example.org";
  const { registration, secret: old } = await aWaitingRegistration(ctx, { email });
  const secret = await aMailedLink(ctx, { purpose: "activation", subjectId: registration.id, email });
  const other = await aWaitingRegistration(ctx, { email });

  expect(await eraseRegistration(ctx, old)).toEqual({ kind: "refused-link" });
  expect(await ctx.db.$count(registrations)).toBe(2);
  expect(await eraseRegistration(ctx, secret)).toEqual({ kind: "erased" });
  expect(await ctx.db.select().from(registrations)).toEqual([other.registration]);
  expect(await ctx.db.select().from(singleUseLinks)).toMatchObject([{ subjectId: other.registration.id }]);
  expect(await eraseRegistration(ctx, secret)).toEqual({ kind: "refused-link" });
  expect(await activateAccount(ctx, anActivation(secret))).toEqual({ kind: "refused-link" });
  expect(await activateAccount(ctx, anActivation(other.secret))).toMatchObject({ kind: "activated" });

  const events = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  expect(events[0]).toMatchObject({ kind: "registration-erased", actorId: null, targetId: registration.id });
  expect(events.filter(({ kind }) => kind === "registration-erased")).toHaveLength(1);
});

test("R-406 · twenty clicks at once erase once", async () => {
  const ctx = await testContext();
  const { secret } = await aWaitingRegistration(ctx);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => eraseRegistration(ctx, secret)));
  expect(outcomes.filter(({ kind }) => kind === "erased")).toHaveLength(1);
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("R-406, SEC-98 · the address goes with it from the mails and the trail, and what still waits is not sent", async () => {
  const ctx = await testContext();
  const email = "camille@example.org";
  const { registration, secret } = await aWaitingRegistration(ctx, { email });
  const other = await aWaitingRegistration(ctx, { email: "anne@example.org" });
  await tracesOf(ctx, registration);
  await tracesOf(ctx, other.registration);
  expect(await eraseRegistration(ctx, secret)).toEqual({ kind: "erased" });
  const mails = await ctx.db.select().from(outboxMessages).orderBy(outboxMessages.status);
  expect(mails.map(({ status, recipient }) => [status, recipient.includes("@")])).toEqual([
    ["due", true],
    ["dropped", false],
  ]);
  const left = await ctx.db.select().from(auditPersonalValues);
  expect(left.map(({ email, words }) => [email, words])).toEqual([["anne@example.org", "Called back"]]);
});
