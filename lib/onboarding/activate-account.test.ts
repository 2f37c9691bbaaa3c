import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, consents, sessions, singleUseLinks } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { registrations } from "@/drizzle/schema/onboarding";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { confirmContactEmail } from "@/lib/account/confirm-contact-email";
import { parseEmail } from "@/lib/account/email";
import { signIn } from "@/lib/account/sign-in";
import { findActor } from "@/lib/attachment/find-actor";
import { clearTrail } from "@/lib/testing/clear-trail";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aStructure, PASSWORD, SECRET_ANSWER } from "@/lib/testing/people";
import {
  aMailedLink,
  aNewCompany,
  anActivation,
  aWaitingRegistration,
  joining,
  secretOf,
} from "@/lib/testing/registrations";
import { credentials } from "@/lib/testing/sign-in-tries";
import { activateAccount } from "./activate-account";
import { eraseRegistration } from "./erase-registration";
import { findWaitingRegistration } from "./find-waiting-registration";
import { resendActivation } from "./resend-activation";

const email = "camille@example.org";

async function kindsOf(ctx: TestContext) {
  const rows = await ctx.db.select({ kind: auditEvents.kind }).from(auditEvents).orderBy(auditEvents.position);
  return rows.map(({ kind }) => kind);
}

function addressOf(text: string) {
  const address = parseEmail(text);
  if (!address) throw new Error(text);
  return address;
}

test.each([
  ["with the survey", true],
  ["without the survey", false],
])("R-1204 · the history of consents begins with what was ticked at the registration, %s", async (_case, survey) => {
  const ctx = await testContext();
  const ticked = survey ? ctx.now() : null;
  const { registration, secret } = await aWaitingRegistration(ctx, { email, surveyConsentAt: ticked });
  ctx.moveTo("2026-01-06T10:00:00Z");
  expect(await activateAccount(ctx, anActivation(secret))).toMatchObject({ kind: "activated" });
  const { termsVersion: version, termsAcceptedAt: changedAt } = registration;
  const rows = await ctx.db.select().from(consents).orderBy(consents.subject);
  expect(rows).toMatchObject([
    ...(survey ? [{ subject: "survey", version: null, given: true, changedAt: ticked }] : []),
    { subject: "terms", version, given: true, changedAt },
  ]);
});

describe("R-403 · activation", () => {
  test("R-403 · makes the account of the registration, burns the link, and opens a session", async () => {
    const ctx = await testContext();
    const { registration, secret } = await aWaitingRegistration(ctx, {
      email,
      phone: "+33102030405",
      language: "en",
      surveyConsentAt: ctx.now(),
    });
    ctx.moveTo("2026-01-06T10:00:00Z");
    const outcome = await activateAccount(ctx, anActivation(secret));
    if (outcome.kind !== "activated") throw new Error(outcome.kind);
    expect(outcome.landing).toEqual({ standing: "attached", changed: null });

    const [account] = await ctx.db.select().from(accounts);
    const { givenName, familyName, phone, language, termsVersion, termsAcceptedAt, surveyConsentAt } = registration;
    expect(account).toMatchObject({
      ...{ email, givenName, familyName, phone, language, termsVersion, termsAcceptedAt, surveyConsentAt },
      status: "active",
      isAdministrator: false,
      contactEmail: email,
      secretQuestion: "firstPet",
      createdAt: ctx.now(),
    });
    expect(JSON.stringify(account)).not.toContain(PASSWORD);
    expect(await ctx.passwords.verify(account?.passwordHash ?? null, PASSWORD)).toEqual({ kind: "right" });
    expect(await ctx.passwords.verify(account?.secretAnswerHash ?? null, SECRET_ANSWER)).toEqual({ kind: "right" });

    expect(await findActor(ctx, outcome.secret)).toMatchObject({
      accountId: account?.id,
      attachments: [{ role: "primary-manager", status: "approved" }],
    });
    expect(await signIn(ctx, credentials(email, { devices: [outcome.device] }))).toMatchObject({
      device: outcome.device,
    });
    expect(await findWaitingRegistration(ctx, secret)).toBeNull();
    expect(await activateAccount(ctx, anActivation(secret))).toEqual({ kind: "refused-link" });
    expect(await kindsOf(ctx)).toEqual([
      "account-activated",
      "structure-created",
      "attachment-approved",
      "subscription-opened",
      "signed-in",
    ]);
    const [event] = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
    const facts = { registrationId: registration.id, voidedRegistrations: 0 };
    expect(event).toMatchObject({ actorId: account?.id, targetId: account?.id, facts });
    const [personal] = await ctx.db
      .select()
      .from(auditPersonalValues)
      .where(eq(auditPersonalValues.eventId, event?.id ?? ""));
    expect(personal).toMatchObject({ origin: "192.0.2.1" });
    // N-08 is not sent.
    expect(await ctx.db.$count(outboxMessages)).toBe(0);
  });

  test("C-03 · without a secret question where it is switched off", async () => {
    const ctx = await testContext();
    const { secret } = await aWaitingRegistration(ctx);
    await activateAccount(ctx, anActivation(secret, { secretQuestion: null }));
    expect(await ctx.db.select().from(accounts)).toMatchObject([{ secretQuestion: null, secretAnswerHash: null }]);
    expect(ctx.passwords.hashes).toBe(1);
  });

  test("SEC-37 · a busy moment leaves the link usable", async () => {
    const ctx = await testContext();
    const { secret } = await aWaitingRegistration(ctx);
    ctx.passwords.overloaded = true;
    expect(await activateAccount(ctx, anActivation(secret))).toEqual({ kind: "overloaded" });
    ctx.passwords.overloaded = false;
    expect(await activateAccount(ctx, anActivation(secret))).toMatchObject({ kind: "activated" });
  });

  test("R-404 · an unknown, replaced or expired link makes nothing; T-15 · the last second still does", async () => {
    const ctx = await testContext({ now: "2018-11-07T14:50:00+01:00" });
    const { registration, secret: replaced } = await aWaitingRegistration(ctx);
    const link = { purpose: "activation", subjectId: registration.id, email: registration.email } as const;
    const newest = await aMailedLink(ctx, link);
    const reset = await aMailedLink(ctx, { ...link, purpose: "password-reset" });
    for (const secret of [replaced, reset, ctx.secret(), "", "../"]) {
      expect(await activateAccount(ctx, anActivation(secret))).toEqual({ kind: "refused-link" });
      expect(await findWaitingRegistration(ctx, secret)).toBeNull();
    }
    ctx.moveTo("2018-12-07T14:50:01+01:00");
    expect(await activateAccount(ctx, anActivation(newest))).toEqual({ kind: "refused-link" });
    expect(await findWaitingRegistration(ctx, newest)).toBeNull();
    expect([await ctx.db.$count(accounts), await ctx.db.$count(auditEvents)]).toEqual([0, 0]);
    ctx.moveTo("2018-12-07T14:50:00+01:00");
    expect(await activateAccount(ctx, anActivation(newest))).toMatchObject({ kind: "activated" });
  });

  test("R-320 · what the organisation part meets decides where the person lands, and all of it or nothing is kept", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    await aManagerOf(ctx, structure);
    const { secret } = await aWaitingRegistration(ctx, { organisation: joining(structure) });
    expect(await activateAccount(ctx, anActivation(secret))).toMatchObject({ landing: { standing: "waiting" } });

    // A row that this release cannot read: the person may try again once it is mended.
    const { secret: unreadable } = await aWaitingRegistration(ctx, { email, organisation: { kind: "none" } as never });
    await expect(activateAccount(ctx, anActivation(unreadable))).rejects.toThrow();
    expect(await ctx.db.$count(accounts, eq(accounts.email, email))).toBe(0);
    expect(await findWaitingRegistration(ctx, unreadable)).toMatchObject({ email });
  });
});

describe("R-319 · another contact address", () => {
  test("R-319 · counts only after its own link, which is mailed to it at activation", async () => {
    const ctx = await testContext();
    const contactEmail = "accueil@example.org";
    const { secret } = await aWaitingRegistration(ctx, { email, contactEmail, language: "en" });
    await activateAccount(ctx, anActivation(secret));
    expect(await ctx.db.select().from(accounts)).toMatchObject([{ email, contactEmail: email }]);

    const [mail] = await ctx.db.select().from(outboxMessages);
    expect(mail).toMatchObject({ kind: "contact-email-confirmation", recipient: contactEmail, language: "en" });
    const [link] = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.email, contactEmail));
    expect(mail?.message).toMatchObject({ linkId: link?.id });
    expect(await confirmContactEmail(ctx, await secretOf(ctx, link?.id ?? ""))).toEqual({ kind: "confirmed" });
    expect(await ctx.db.select().from(accounts)).toMatchObject([{ email, contactEmail }]);
  });
});

describe("SEC-31 · races", () => {
  test("SEC-26 · fifty clicks on one link make one account, and nobody meets an error", async () => {
    const ctx = await testContext();
    const { secret } = await aWaitingRegistration(ctx);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => activateAccount(ctx, anActivation(secret))));
    expect(outcomes.filter(({ kind }) => kind === "activated")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "refused-link")).toHaveLength(49);
    expect([await ctx.db.$count(accounts), await ctx.db.$count(sessions)]).toEqual([1, 1]);
    expect((await kindsOf(ctx)).filter((kind) => kind === "account-activated")).toHaveLength(1);
  });

  test("SEC-31 · five registrations of one address activated at once make one account; SEC-24 · the others are void", async () => {
    const ctx = await testContext();
    for (let round = 0; round < 5; round++) {
      const address = `camille.${round}@example.org`;
      const waiting = await Promise.all(Array.from({ length: 5 }, () => aWaitingRegistration(ctx, { email: address })));
      const outcomes = await Promise.all(waiting.map(({ secret }) => activateAccount(ctx, anActivation(secret))));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["activated", ...Array(4).fill("refused-link")]);

      const won = waiting[outcomes.findIndex(({ kind }) => kind === "activated")]?.registration.id;
      const [event] = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "account-activated"));
      expect(event?.facts).toMatchObject({ voidedRegistrations: 4 });
      await ctx.db.delete(auditPersonalValues);
      await clearTrail(ctx);
      const rows = await ctx.db.select().from(registrations).where(eq(registrations.email, address));
      expect(rows.every(({ closedAt }) => closedAt !== null)).toBe(true);
      const links = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.email, address));
      for (const { subjectId, usedAt, voidedAt } of links) {
        expect({ used: usedAt !== null, voided: voidedAt !== null }).toEqual({
          used: subjectId === won,
          voided: subjectId !== won,
        });
      }
    }
    expect([await ctx.db.$count(accounts), await ctx.db.$count(structures)]).toEqual([5, 5]);
  });

  test("SEC-24 · a reset or contact link of the address made before the activation is dead after it", async () => {
    const ctx = await testContext();
    const { registration, secret } = await aWaitingRegistration(ctx, { email });
    const elsewhere = await aWaitingRegistration(ctx, { email: "basile@example.org" });
    for (const purpose of ["password-reset", "contact-email-confirmation", "reactivation"] as const) {
      await aMailedLink(ctx, { purpose, subjectId: registration.id, email });
    }
    await activateAccount(ctx, anActivation(secret));
    const links = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.email, email));
    expect(links.filter(({ usedAt, voidedAt }) => usedAt === null && voidedAt === null)).toEqual([]);
    expect(await findWaitingRegistration(ctx, elsewhere.secret)).toMatchObject({ email: "basile@example.org" });
  });

  test("SEC-23 · the address got an account by another way: the link is refused, nothing is overwritten", async () => {
    const ctx = await testContext();
    const { secret } = await aWaitingRegistration(ctx, { email });
    const account = await anAccount(ctx, { email });
    expect(await activateAccount(ctx, anActivation(secret))).toEqual({ kind: "refused-link" });
    expect(await ctx.db.select().from(accounts)).toEqual([account]);
    expect(await ctx.db.$count(structures)).toBe(0);
  });

  test("T-17 · two visitors register the same new SIRET and activate at once: one manager, one request, ten times", async () => {
    const ctx = await testContext();
    for (let round = 0; round < 10; round++) {
      const organisation = aNewCompany();
      const both = [
        await aWaitingRegistration(ctx, { organisation }),
        await aWaitingRegistration(ctx, { organisation }),
      ];
      const outcomes = await Promise.all(both.map(({ secret }) => activateAccount(ctx, anActivation(secret))));
      const landings = outcomes.map((outcome) => (outcome.kind === "activated" ? outcome.landing : outcome.kind));
      expect(landings).toEqual(
        expect.arrayContaining([
          { standing: "attached", changed: null },
          { standing: "waiting", changed: "taken-by-another" },
        ]),
      );
      const [structure, ...more] = await ctx.db
        .select()
        .from(structures)
        .where(eq(structures.identifier, organisation.identifier));
      expect(more).toEqual([]);
      const rows = await ctx.db
        .select()
        .from(attachments)
        .where(eq(attachments.structureId, structure?.id ?? ""));
      expect(rows.map(({ role, status }) => `${role} ${status}`).sort()).toEqual([
        "member pending",
        "primary-manager approved",
      ]);
      // N-12 reaches the one who won.
      expect(await ctx.db.$count(outboxMessages)).toBe(round + 1);
    }
  });

  test("SEC-31 · activating, erasing and asking for the mail again at once end in one of them, without an error", async () => {
    const ctx = await testContext();
    for (let round = 0; round < 8; round++) {
      const address = `camille.${round}@example.org`;
      const waiting = [
        await aWaitingRegistration(ctx, { email: address }),
        await aWaitingRegistration(ctx, { email: address }),
      ];
      const acts = waiting.flatMap(({ secret }) => [
        activateAccount(ctx, anActivation(secret)),
        eraseRegistration(ctx, secret),
        resendActivation(ctx, { email: addressOf(address), origin: "192.0.2.9" }),
      ]);
      const kinds = (await Promise.all(acts)).map(({ kind }) => kind);
      const made = await ctx.db.$count(accounts, eq(accounts.email, address));
      expect(kinds.filter((kind) => kind === "activated")).toHaveLength(made);
      // Whatever came first, an address with an account has nothing left that waits.
      const open = await ctx.db.select().from(registrations).where(eq(registrations.email, address));
      if (made > 0) expect(open.filter(({ closedAt }) => closedAt === null)).toEqual([]);
      const links = await ctx.db.select().from(singleUseLinks).where(eq(singleUseLinks.email, address));
      const working = links.filter(({ usedAt, voidedAt }) => usedAt === null && voidedAt === null);
      expect(
        working.filter(({ subjectId }) => !open.some(({ id, closedAt }) => id === subjectId && closedAt === null)),
      ).toEqual([]);
    }
  });
});
