import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, sessions, singleUseLinks, totpAuthenticators } from "@/drizzle/schema/account";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { findActor } from "@/lib/attachment/find-actor";
import { activateAccount } from "@/lib/onboarding/activate-account";
import { testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf, DEACTIVATED } from "@/lib/testing/people";
import { aMailedLink, anActivation, aWaitingRegistration } from "@/lib/testing/registrations";
import { confirmLoginEmail } from "./confirm-login-email";
import type { LinkPurpose } from "./single-use-link";

const NEW = "nouvelle@example.org";

async function someone(details: Parameters<typeof anAccount>[1] = {}) {
  const ctx = await testContext();
  const account = await anAccount(ctx, { language: "en", ...details });
  const secret = await aMailedLink(ctx, { purpose: "login-email-change", subjectId: account.id, email: NEW });
  const stored = async () => (await ctx.db.select().from(accounts).where(eq(accounts.id, account.id)))[0];
  return { ctx, account, secret, stored };
}

test("R-604, N-11, SEC-47 · the new address counts, the old one is told, the trail says so", async () => {
  const { ctx, account, secret, stored } = await someone({ contactEmail: "contact@example.org" });
  await aSessionOf(ctx, account);
  const origin = "203.0.113.9";
  expect(await confirmLoginEmail({ ...ctx, origin }, secret)).toEqual({ kind: "changed", accountId: account.id });
  expect(await stored()).toMatchObject({ email: NEW, contactEmail: "contact@example.org" });
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: account.email,
      language: "en",
      message: { kind: "login-email-changed", accountId: account.id, from: "c•••@example.org", to: "n•••@example.org" },
    },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "login-email-changed", actorId: account.id, targetId: account.id, facts: { endedSessions: 1 } },
  ]);
  const [kept] = await ctx.db.select().from(auditPersonalValues);
  expect(kept).toMatchObject({ origin, email: NEW, changes: { email: { from: account.email, to: NEW } } });
  expect(kept?.changes).not.toHaveProperty("contactEmail");
});

test("R-604 · a contact address that was the login address follows it; the second factor stays", async () => {
  const { ctx, account, secret, stored } = await someone();
  const factor = { accountId: account.id, sealedSecret: "sealed", createdAt: ctx.now(), confirmedAt: ctx.now() };
  await ctx.db.insert(totpAuthenticators).values(factor);
  expect((await confirmLoginEmail(ctx, secret)).kind).toBe("changed");
  expect(await stored()).toMatchObject({ email: NEW, contactEmail: NEW });
  expect((await ctx.db.select().from(auditPersonalValues))[0]?.changes).toMatchObject({
    contactEmail: { from: account.contactEmail, to: NEW },
  });
  expect(await ctx.db.$count(totpAuthenticators)).toBe(1);
});

test("SEC-24 · every session and every kind of link of the account dies, and what waited for the address as well", async () => {
  const { ctx, account, secret } = await someone();
  const purposes: LinkPurpose[] = ["password-reset", "contact-email-confirmation", "reactivation"];
  for (const purpose of purposes) await aMailedLink(ctx, { purpose, subjectId: account.id, email: account.email });
  const signedIn = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const waiting = await aWaitingRegistration(ctx, { email: NEW });
  const elsewhere = await aWaitingRegistration(ctx, { email: "autre@example.org" });
  const stranger = await aSessionOf(ctx, await anAccount(ctx));

  expect((await confirmLoginEmail(ctx, secret)).kind).toBe("changed");
  for (const session of signedIn) expect(await findActor(ctx, session.secret)).toBeNull();
  expect(await findActor(ctx, stranger.secret)).not.toBeNull();
  const links = await ctx.db.select().from(singleUseLinks);
  const open = links.filter(({ usedAt, voidedAt }) => usedAt === null && voidedAt === null);
  expect(open.map(({ subjectId }) => subjectId)).toEqual([elsewhere.registration.id]);
  const closed = await ctx.db.select().from(registrations).where(eq(registrations.id, waiting.registration.id));
  expect(closed[0]?.closedAt).toEqual(ctx.now());
  expect(await activateAccount(ctx, anActivation(waiting.secret))).toEqual({ kind: "refused-link" });
});

describe("R-604 · the address was free when it was asked for, and is not any more", () => {
  test("R-604 · refused kindly: nothing of the account changes, its sessions go on", async () => {
    const { ctx, account, secret, stored } = await someone();
    const session = await aSessionOf(ctx, account);
    await anAccount(ctx, { email: NEW });
    expect(await confirmLoginEmail(ctx, secret)).toEqual({ kind: "taken" });
    expect((await stored())?.email).toBe(account.email);
    expect(await findActor(ctx, session.secret)).not.toBeNull();
    expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
    expect(await confirmLoginEmail(ctx, secret)).toEqual({ kind: "refused-link" });
  });

  test("SEC-31 · two people confirm one address at once: one of them has it", async () => {
    const { ctx, secret } = await someone();
    const rival = await anAccount(ctx);
    const other = await aMailedLink(ctx, { purpose: "login-email-change", subjectId: rival.id, email: NEW });
    const outcomes = await Promise.all([confirmLoginEmail(ctx, secret), confirmLoginEmail(ctx, other)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["changed", "taken"]);
    expect(await ctx.db.$count(accounts, eq(accounts.email, NEW))).toBe(1);
  });

  test("SEC-31 · a registration activated at the same moment: one account has the address, whoever comes first", async () => {
    const { ctx, secret } = await someone();
    const waiting = await aWaitingRegistration(ctx, { email: NEW });
    const [change, activation] = await Promise.all([
      confirmLoginEmail(ctx, secret),
      activateAccount(ctx, anActivation(waiting.secret)),
    ]);
    expect([`${change.kind} ${activation.kind}`]).toEqual([
      expect.stringMatching(/^(changed refused-link|taken activated|refused-link activated)$/),
    ]);
    expect(await ctx.db.$count(accounts, eq(accounts.email, NEW))).toBe(1);
  });
});

test("SEC-26, SEC-31 · twenty clicks at once change it once", async () => {
  const { ctx, secret } = await someone();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => confirmLoginEmail(ctx, secret)));
  expect(outcomes.filter(({ kind }) => kind === "changed")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "refused-link")).toHaveLength(19);
  expect([await ctx.db.$count(outboxMessages), await ctx.db.$count(auditEvents)]).toEqual([1, 1]);
});

test("R-604 · the link works through its last second, 24 hours on, and not one more", async () => {
  const { ctx, secret } = await someone();
  ctx.moveTo("2026-01-06T09:00:01Z");
  expect(await confirmLoginEmail(ctx, secret)).toEqual({ kind: "refused-link" });
  ctx.moveTo("2026-01-06T09:00:00Z");
  expect((await confirmLoginEmail(ctx, secret)).kind).toBe("changed");
});

test("SEC-25 · no other link does it, and no link of an account that was closed", async () => {
  const { ctx, account, secret } = await someone();
  const other = await aMailedLink(ctx, {
    purpose: "contact-email-confirmation",
    subjectId: account.id,
    email: "contact@example.org",
  });
  expect(await confirmLoginEmail(ctx, other)).toEqual({ kind: "refused-link" });
  await ctx.db.update(accounts).set(DEACTIVATED);
  expect(await confirmLoginEmail(ctx, secret)).toEqual({ kind: "refused-link" });
  expect(await ctx.db.$count(sessions)).toBe(0);
});
