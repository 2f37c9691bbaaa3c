import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  accounts,
  knownDevices,
  recoveryCodes,
  sessions,
  singleUseLinks,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { addFactor } from "@/lib/account/add-factor";
import { changePassword } from "@/lib/account/change-password";
import { changeSecretQuestion } from "@/lib/account/change-secret-question";
import type { Email } from "@/lib/account/email";
import { openSession } from "@/lib/account/open-session";
import type { NewPassword } from "@/lib/account/password";
import { findLink } from "@/lib/account/redeem-link";
import { requestContactEmail } from "@/lib/account/request-contact-email";
import { requestLoginEmail } from "@/lib/account/request-login-email";
import { signIn } from "@/lib/account/sign-in";
import type { LinkPurpose } from "@/lib/account/single-use-link";
import { startTotp } from "@/lib/account/start-totp";
import { findActor } from "@/lib/attachment/find-actor";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, anAccount, aPasswordProofOf, aSessionOf, DEACTIVATED, PASSWORD } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { credentials, from } from "@/lib/testing/sign-in-tries";
import { chooseNewPassword, type NewPasswordChoice } from "./choose-new-password";

const NEW_PASSWORD = "bateau-lavoir 1889" as NewPassword;

function choosing(linkSecret: string, details: Partial<NewPasswordChoice> = {}): NewPasswordChoice {
  return { linkSecret, password: NEW_PASSWORD, origin: "192.0.2.1", ...details };
}

function aResetLinkOf(ctx: TestContext, { id: subjectId, email }: Account): Promise<string> {
  return aMailedLink(ctx, { purpose: "password-reset", subjectId, email });
}

describe("R-431 · a new password by the mailed link", () => {
  test("R-431, N-08 · the new one signs in and the old one does not; nobody is signed in by it, and its owner is told", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx, { contactEmail: "accueil@example.org", language: "en" });
    const secret = await aResetLinkOf(ctx, account);
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "changed" });

    expect(await ctx.db.$count(sessions)).toBe(0);
    const [mail, ...more] = await ctx.db.select().from(outboxMessages);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      recipient: account.email,
      language: "en",
      message: { kind: "password-changed", accountId: account.id, how: "reset", at: "2026-01-05T09:00:00.000Z" },
    });
    const [event, ...events] = await ctx.db.select().from(auditEvents);
    expect(events).toEqual([]);
    expect(event).toMatchObject({
      kind: "password-changed",
      actorId: account.id,
      targetId: account.id,
      facts: { how: "reset", endedSessions: 0 },
    });
    expect(JSON.stringify([event?.facts, mail])).not.toContain(NEW_PASSWORD);
    expect(await signIn(ctx, credentials(account.email))).toMatchObject({ kind: "refused" });
    expect(await signIn(ctx, credentials(account.email, { password: NEW_PASSWORD }))).toMatchObject({
      kind: "signed-in",
    });
  });

  test("R-410 · the current password is not taken again, and the link stays good", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const secret = await aResetLinkOf(ctx, account);
    expect(await chooseNewPassword(ctx, choosing(secret, { password: PASSWORD as NewPassword }))).toEqual({
      kind: "same-password",
    });
    expect(await ctx.db.$count(auditEvents)).toBe(0);
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "changed" });
  });

  test("R-422 · a locked account opens again, and what was counted against it is forgotten", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const wrong = { password: "not the right one 1" };
    for (const place of [1, 2, 3, 4]) {
      for (let turn = 0; turn < 5; turn++) {
        await signIn(ctx, credentials(account.email, { ...wrong, browser: from(place) }));
      }
    }
    const secret = await aResetLinkOf(ctx, account);
    // The reset comes from a telephone: the places where sign-in is closed open all the same.
    expect(await chooseNewPassword(ctx, choosing(secret, { origin: "203.0.113.7" }))).toEqual({ kind: "changed" });
    expect(await ctx.db.select().from(accounts)).toMatchObject([{ lockedUntil: null }]);
    for (const place of [1, 2, 3, 4]) {
      const tries = credentials(account.email, { password: NEW_PASSWORD, browser: from(place) });
      expect(await signIn(ctx, tries), `place ${place}`).toMatchObject({ kind: "signed-in" });
    }
  });

  test("R-422 · a known browser whose tries are spent signs in again, wherever the reset was made", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const first = await signIn(ctx, credentials(account.email));
    if (first.kind !== "signed-in") throw new Error(first.kind);
    const devices = [first.device];
    for (let turn = 0; turn < 5; turn++) {
      await signIn(ctx, credentials(account.email, { devices, password: "not the right one 1" }));
    }
    expect(await signIn(ctx, credentials(account.email, { devices }))).toMatchObject({ kind: "refused" });
    const secret = await aResetLinkOf(ctx, account);
    await chooseNewPassword(ctx, choosing(secret, { origin: "203.0.113.7" }));
    expect(await signIn(ctx, credentials(account.email, { devices, password: NEW_PASSWORD }))).toMatchObject({
      kind: "signed-in",
    });
    expect(await ctx.db.$count(knownDevices)).toBe(1);
  });

  test("SEC-47 · every browser is forgotten, and the next sign-in is told to the owner (N-26)", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    // Whoever knew the old password signed in once: his browser was known from then on.
    const thief = await signIn(ctx, credentials(account.email, { browser: from(3) }));
    if (thief.kind !== "signed-in") throw new Error(thief.kind);
    await chooseNewPassword(ctx, choosing(await aResetLinkOf(ctx, account)));
    expect(await ctx.db.$count(knownDevices)).toBe(0);
    const kinds = async () => (await ctx.db.select().from(outboxMessages)).map(({ kind }) => kind);
    expect(await kinds()).toEqual(["password-changed"]);
    await signIn(ctx, credentials(account.email, { password: NEW_PASSWORD, devices: [thief.device] }));
    expect((await kinds()).sort()).toEqual(["password-changed", "unknown-device-signed-in"]);
  });

  test("SEC-101 · an application that somebody began to set up is forgotten", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const { actor } = await aSessionOf(ctx, account);
    await startTotp(ctx, { holder: actor, proof: await aPasswordProofOf(ctx, actor) });
    await chooseNewPassword(ctx, choosing(await aResetLinkOf(ctx, account)));
    expect(await ctx.db.$count(totpAuthenticators)).toBe(0);
  });

  test("SEC-24 · a thief whose password is being checked cannot carry the login address off afterwards", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const { actor } = await aSessionOf(ctx, account);
    const proof = await aPasswordProofOf(ctx, actor);
    await chooseNewPassword(ctx, choosing(await aResetLinkOf(ctx, account)));
    const email = "thief@example.net" as Email;
    expect(await requestLoginEmail(ctx, proof, { email })).toEqual({ kind: "unchanged" });
    expect(await requestContactEmail(ctx, proof, { email })).toEqual({ kind: "unchanged" });
    expect(await changePassword(ctx, proof, { password: "canard-boiteux 77" as NewPassword, devices: [] })).toEqual({
      kind: "changed-meanwhile",
    });
    const question = { question: "firstPet", answer: "prune" } as const;
    expect(await changeSecretQuestion(ctx, proof, question as never)).toEqual({ kind: "not-active" });
    expect(await addFactor(ctx, { holder: actor, factor: "passkey", write: async () => true })).toEqual({
      kind: "not-added",
    });
    expect((await ctx.db.select().from(accounts))[0]).toMatchObject({ secretAnswerHash: account.secretAnswerHash });
    const live = (await ctx.db.select().from(singleUseLinks)).filter(({ usedAt, voidedAt }) => !usedAt && !voidedAt);
    expect(live).toEqual([]);
  });

  test("SEC-48 · a second factor is left as it was, and is still asked", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const createdAt = ctx.now();
    const factor = { accountId: account.id, sealedSecret: "sealed", createdAt, confirmedAt: createdAt };
    await ctx.db.insert(totpAuthenticators).values(factor);
    await ctx.db.insert(recoveryCodes).values({ accountId: account.id, position: 0, codeHash: "hash", createdAt });
    await chooseNewPassword(ctx, choosing(await aResetLinkOf(ctx, account)));
    expect(await ctx.db.select().from(totpAuthenticators)).toMatchObject([factor]);
    expect(await ctx.db.$count(recoveryCodes)).toBe(1);
    const outcome = await signIn(ctx, credentials(account.email, { password: NEW_PASSWORD }));
    expect(outcome).toMatchObject({ kind: "second-factor-needed" });
    expect(await findActor(ctx, "secret" in outcome ? outcome.secret : "")).toBeNull();
  });

  test("SEC-37 · a busy moment leaves the link usable", async () => {
    const ctx = await testContext();
    const secret = await aResetLinkOf(ctx, await anAccount(ctx));
    ctx.passwords.overloaded = true;
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "overloaded" });
    ctx.passwords.overloaded = false;
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "changed" });
  });
});

describe("SEC-24 · what a reset kills", () => {
  test("SEC-24 · every session, those that await a second factor too, and every other link of the account; nobody else's", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const stranger = await anAccount(ctx);
    const own = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
    const foreign = await aSessionOf(ctx, stranger);
    const pending = await openSession(ctx, account.id, { origin: "192.0.2.9", userAgent: "Test browser" });
    await ctx.db.update(sessions).set({ awaitsSecondFactor: true }).where(eq(sessions.id, pending.sessionId));
    const purposes: LinkPurpose[] = ["contact-email-confirmation", "login-email-change", "reactivation"];
    const links = new Map<LinkPurpose, string>();
    for (const purpose of purposes) {
      links.set(purpose, await aMailedLink(ctx, { purpose, subjectId: account.id, email: account.email }));
    }
    const foreignLink = await aResetLinkOf(ctx, stranger);
    const older = await aResetLinkOf(ctx, account);
    const secret = await aResetLinkOf(ctx, account);

    expect(await chooseNewPassword(ctx, choosing(older))).toEqual({ kind: "refused-link" });
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "changed" });
    for (const session of own) expect(await findActor(ctx, session.secret)).toBeNull();
    const live = (await ctx.db.select().from(sessions)).filter(({ endedAt }) => endedAt === null);
    expect(live.map(({ id }) => id)).toEqual([foreign.sessionId]);
    for (const [purpose, link] of links) expect(await findLink(ctx, link, purpose), purpose).toBeNull();
    expect(await findLink(ctx, secret, "password-reset")).toBeNull();
    expect(await findLink(ctx, foreignLink, "password-reset")).not.toBeNull();
    expect(await findActor(ctx, foreign.secret)).not.toBeNull();
    const [event] = await ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, "password-changed"));
    expect(event?.facts).toEqual({ how: "reset", endedSessions: 3 });
  });

  test("SEC-26 · of fifty clicks at once one changes the password, and one mail tells of it", async () => {
    const ctx = await testContext();
    const secret = await aResetLinkOf(ctx, await anAccount(ctx));
    const clicks = Array.from({ length: 50 }, (_, n) =>
      chooseNewPassword(ctx, choosing(secret, { password: `bateau-lavoir ${1000 + n}` as NewPassword })),
    );
    const kinds = (await Promise.all(clicks)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "changed")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "refused-link")).toHaveLength(49);
    expect(await ctx.db.$count(outboxMessages)).toBe(1);
  });

  test("M-44 · the last second works, the next one does not; an unknown link changes nothing", async () => {
    const ctx = await testContext();
    const secret = await aResetLinkOf(ctx, await anAccount(ctx));
    const [before] = await ctx.db.select().from(accounts);
    ctx.moveTo("2026-01-05T10:00:01Z");
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "refused-link" });
    expect(await chooseNewPassword(ctx, choosing(ctx.secret()))).toEqual({ kind: "refused-link" });
    expect(await ctx.db.select().from(accounts)).toEqual([before]);
    ctx.moveTo("2026-01-05T10:00:00Z");
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "changed" });
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "refused-link" });
  });

  test("R-431 · the link of an account deactivated between the page and the form is dead", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const secret = await aResetLinkOf(ctx, account);
    // It happens while the new password is hashed: the first look still found an active account.
    const verify = ctx.passwords.verify;
    ctx.passwords.verify = async (stored, typed) => {
      await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
      return verify(stored, typed);
    };
    expect(await chooseNewPassword(ctx, choosing(secret))).toEqual({ kind: "refused-link" });
    expect(await ctx.db.select().from(accounts)).toMatchObject([
      { status: "deactivated", passwordHash: account.passwordHash },
    ]);
    const [link] = await ctx.db.select().from(singleUseLinks);
    expect(link?.usedAt).toBeNull();
  });
});
