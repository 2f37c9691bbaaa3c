import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, passkeys, sessions, totpAuthenticators } from "@/drizzle/schema/account";
import { attachments, invitations, subscriptions } from "@/drizzle/schema/attachment";
import { endSessions } from "@/lib/account/end-sessions";
import { secretHash } from "@/lib/account/session";
import { signOut } from "@/lib/account/sign-out";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  type Attached,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  DEACTIVATED,
} from "@/lib/testing/people";
import { withTotp } from "@/lib/testing/second-factors";
import { findActor } from "./find-actor";

const start = Date.parse("2026-01-05T09:00:00Z");
const later = ({ hours = 0, minutes = 0, seconds = 0 }) =>
  new Date(start + ((hours * 60 + minutes) * 60 + seconds) * 1000);

async function withPasskeyRow(ctx: TestContext, { id: accountId }: Account) {
  const key = { credentialId: "credential", publicKey: "key", counter: 0, transports: [], label: "Téléphone" };
  await ctx.db.insert(passkeys).values({ id: ctx.id(), accountId, ...key, createdAt: ctx.now() });
}

async function startTotpOf(ctx: TestContext, { id: accountId }: Account) {
  await ctx.db.insert(totpAuthenticators).values({ accountId, sealedSecret: "sealed", createdAt: ctx.now() });
}

async function lastUseOf(ctx: TestContext) {
  const [session] = await ctx.db.select({ lastUsedAt: sessions.lastUsedAt }).from(sessions);
  return session?.lastUsedAt;
}

describe("R-423 · a session", () => {
  test("R-423 · tells who is asking and what he may do, in one round trip", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx, { label: "Siège" });
    const { account, attachment } = await aManagerOf(ctx, structure);
    const other = await aStructure(ctx);
    await aMemberOf(ctx, other);
    const { secret, sessionId } = await aSessionOf(ctx, account);
    ctx.moveTo(later({ minutes: 5 }));
    ctx.queries();
    const actor = await findActor(ctx, secret);
    expect(ctx.queries()).toBe(1);
    const { identifierType, identifier, legalName, label } = structure;
    expect(actor).toEqual({
      accountId: account.id,
      sessionId,
      email: account.email,
      contactEmail: account.contactEmail,
      givenName: account.givenName,
      familyName: account.familyName,
      language: "fr",
      isAdministrator: false,
      sessionStartedAt: new Date(start),
      mustEnrolSecondFactor: false,
      hasSecondFactor: false,
      holdsNewestSecret: true,
      passwordConfirmedAt: null,
      previousSignInAt: null,
      waitingDecisions: 0,
      waitingInvitations: 0,
      attachments: [
        {
          attachmentId: attachment.id,
          ...{ structureId: structure.id, identifierType, identifier, legalName, label },
          structureStatus: "active",
          sector: "private",
          role: "primary-manager",
          status: "approved",
          requestedAt: new Date(start),
          reactivateOn: null,
          isManaged: null,
        },
      ],
      subscriptions: expect.arrayContaining([
        { structureId: structure.id, workspace: "FACTURES_EMISES", access: "write" },
        { structureId: structure.id, workspace: "SOLLICITATIONS_EMISES", access: "write" },
      ]),
    });
    expect(actor?.subscriptions).toHaveLength(2);
  });

  test("SEC-43 · ends after 30 minutes without use, to the second", async () => {
    const ctx = await testContext();
    const { secret } = await aSessionOf(ctx, await anAccount(ctx));
    ctx.moveTo(later({ minutes: 29, seconds: 59 }));
    expect(await findActor(ctx, secret)).not.toBeNull();
    ctx.moveTo(later({ minutes: 59, seconds: 58 }));
    expect(await findActor(ctx, secret)).not.toBeNull();
    ctx.moveTo(later({ minutes: 89, seconds: 58 }));
    expect(await findActor(ctx, secret)).toBeNull();
  });

  test("SEC-43 · ends 12 hours after signing in, however busy", async () => {
    const ctx = await testContext();
    const { secret } = await aSessionOf(ctx, await anAccount(ctx));
    for (let minutes = 20; minutes < 720; minutes += 20) {
      ctx.moveTo(later({ minutes }));
      expect(await findActor(ctx, secret)).not.toBeNull();
    }
    ctx.moveTo(later({ hours: 11, minutes: 59, seconds: 59 }));
    expect(await findActor(ctx, secret)).not.toBeNull();
    ctx.moveTo(later({ hours: 12 }));
    expect(await findActor(ctx, secret)).toBeNull();
  });

  test("R-423 · its last use is written once a minute", async () => {
    const ctx = await testContext();
    const { secret } = await aSessionOf(ctx, await anAccount(ctx));
    ctx.moveTo(later({ seconds: 59 }));
    await findActor(ctx, secret);
    expect(await lastUseOf(ctx)).toEqual(later({}));
    ctx.moveTo(later({ seconds: 60 }));
    await Promise.all(Array.from({ length: 10 }, () => findActor(ctx, secret)));
    expect(await lastUseOf(ctx)).toEqual(later({ seconds: 60 }));
  });

  test("SEC-42 · an older secret counts for 30 seconds after its renewal, in a session that counts; one before it never", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const { secret, sessionId } = await aSessionOf(ctx, account);
    const renew = (newest: string) =>
      ctx.db.update(sessions).set({
        previousSecretHash: sql`${sessions.secretHash}`,
        secretHash: secretHash(newest),
        renewedAt: ctx.now(),
      });
    await renew("second");
    ctx.moveTo(later({ seconds: 29 }));
    expect(await findActor(ctx, secret)).toMatchObject({ sessionId, holdsNewestSecret: false });
    await renew("third");
    expect(await findActor(ctx, secret), "two renewals ago").toBeNull();
    expect(await findActor(ctx, "second")).toMatchObject({ sessionId, holdsNewestSecret: false });
    expect(await findActor(ctx, "third")).toMatchObject({ sessionId, holdsNewestSecret: true });
    ctx.moveTo(later({ seconds: 59 }));
    expect(await findActor(ctx, "second")).toBeNull();
    ctx.moveTo(later({ seconds: 58 }));
    await endSessions(ctx, { accountId: account.id });
    for (const any of ["second", "third"]) expect(await findActor(ctx, any)).toBeNull();
  });

  test.each([withTotp, withPasskeyRow])(
    "R-425 · one that never proved the factor its account has opens nothing",
    async (protect) => {
      const ctx = await testContext();
      const account = await anAccount(ctx);
      const { secret, sessionId } = await aSessionOf(ctx, account);
      await startTotpOf(ctx, account);
      expect(await findActor(ctx, secret), "begun is not confirmed").toMatchObject({ sessionId });
      await ctx.db.delete(totpAuthenticators);
      await protect(ctx, account);
      expect(await findActor(ctx, secret)).toBeNull();
      await ctx.db.update(sessions).set({ secondFactorAt: ctx.now() });
      expect(await findActor(ctx, secret)).toMatchObject({ sessionId, hasSecondFactor: true });
    },
  );

  test("R-423 · is unknown without its secret: neither its id nor its stored hash opens it", async () => {
    const ctx = await testContext();
    const { sessionId } = await aSessionOf(ctx, await anAccount(ctx));
    const [row] = await ctx.db.select().from(sessions);
    for (const secret of ["", sessionId, row?.secretHash ?? "", ctx.secret()]) {
      expect(await findActor(ctx, secret)).toBeNull();
    }
  });

  test("R-423 · dies at once with the sign-out or the deactivation of the account, and comes back with neither", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const [one, other] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
    await signOut(ctx, one.secret);
    expect(await findActor(ctx, one.secret)).toBeNull();
    for (const standing of [DEACTIVATED, { status: "erased" }] as const) {
      await ctx.db.update(accounts).set(standing).where(eq(accounts.id, account.id));
      expect(await findActor(ctx, other.secret), standing.status).toBeNull();
    }
    ctx.moveTo(later({ minutes: 10 }));
    await findActor(ctx, other.secret);
    await ctx.db.update(accounts).set({ status: "active" });
    expect(await findActor(ctx, one.secret)).toBeNull();
  });
});

describe("SEC-44 · what changed counts on the next call", () => {
  test("R-854 · an approval opens the workspaces, a suspension hides them, an end removes the structure", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const request = await aPendingRequest(ctx, structure, { workspaces: ["FACTURES_EMISES"] });
    const { secret } = await aSessionOf(ctx, request.account);
    const seen = async () => {
      const actor = await findActor(ctx, secret);
      return [actor?.attachments.map(({ status }) => status), actor?.subscriptions.map(({ workspace }) => workspace)];
    };
    expect(await seen()).toEqual([["pending"], []]);
    for (const [status, workspaces] of [
      ["approved", ["FACTURES_EMISES"]],
      ["suspended", []],
      ["approved", ["FACTURES_EMISES"]],
    ] as const) {
      await setStatus(ctx, request, status);
      expect(await seen()).toEqual([[status], workspaces]);
    }
    for (const status of ["ended", "refused", "cancelled"] as const) {
      await setStatus(ctx, request, status);
      expect(await seen(), status).toEqual([[], []]);
    }
  });

  test("R-708 · a workspace that was closed is gone, a request for one gives nothing yet", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    const { secret } = await aSessionOf(ctx, account);
    const set = (workspace: "FACTURES_EMISES" | "SOLLICITATIONS_EMISES", status: "ended" | "pending") =>
      ctx.db
        .update(subscriptions)
        .set({ status })
        .where(and(eq(subscriptions.accountId, account.id), eq(subscriptions.workspace, workspace)));
    await set("FACTURES_EMISES", "ended");
    expect((await findActor(ctx, secret))?.subscriptions.map(({ workspace }) => workspace)).toEqual([
      "SOLLICITATIONS_EMISES",
    ]);
    await set("SOLLICITATIONS_EMISES", "pending");
    expect((await findActor(ctx, secret))?.subscriptions).toEqual([]);
  });

  test("SEC-44 · a role, and the administrators' flag, are read anew", async () => {
    const ctx = await testContext();
    const member = await aMemberOf(ctx, await aStructure(ctx));
    const { secret } = await aSessionOf(ctx, member.account);
    await ctx.db.update(attachments).set({ role: "secondary-manager" }).where(eq(attachments.id, member.attachment.id));
    await ctx.db.update(accounts).set({ isAdministrator: true }).where(eq(accounts.id, member.account.id));
    expect(await findActor(ctx, secret)).toMatchObject({
      // The flag alone is no proof of the second factor (SEC-70).
      isAdministrator: false,
      mustEnrolSecondFactor: true,
      attachments: [{ role: "secondary-manager" }],
    });
    await ctx.db.update(sessions).set({ secondFactorAt: ctx.now() });
    expect(await findActor(ctx, secret)).toMatchObject({ isAdministrator: true, mustEnrolSecondFactor: false });
  });
});

async function setStatus(ctx: TestContext, { attachment }: Attached, status: (typeof attachment)["status"]) {
  await ctx.db.update(attachments).set({ status }).where(eq(attachments.id, attachment.id));
}

describe("what waits for a person", () => {
  test("S-13, R-004 · a manager is told how many requests wait in the structures he manages, and in no other one", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aManagerOf(ctx, structure);
    await aPendingRequest(ctx, structure);
    const { account: member } = await aMemberOf(ctx, structure);
    await ctx.db.insert(subscriptions).values({
      id: ctx.id(),
      accountId: member.id,
      structureId: structure.id,
      workspace: "ENGAGEMENTS",
      access: "read",
      status: "pending",
      requestedAt: ctx.now(),
    });
    const other = await aStructure(ctx);
    await aPendingRequest(ctx, other);
    await aMemberOf(ctx, other, { account });
    const { actor } = await aSessionOf(ctx, account);
    expect(Object.fromEntries(actor.attachments.map(({ structureId, role }) => [structureId, role]))).toEqual({
      [structure.id]: "primary-manager",
      [other.id]: "member",
    });
    expect(actor.waitingDecisions).toBe(2);
    expect((await aSessionOf(ctx, member)).actor.waitingDecisions).toBe(0);
  });

  test("R-909 · a person is told how many invitations wait at the address he proved, expired ones aside", async () => {
    const ctx = await testContext();
    const account = await anAccount(ctx);
    const invite = async (details: Partial<typeof invitations.$inferInsert>) =>
      ctx.db.insert(invitations).values({
        id: ctx.id(),
        structureId: (await aStructure(ctx)).id,
        email: account.email,
        role: "member",
        permissions: { departmentIds: [], workspaces: [] },
        invitedAt: ctx.now(),
        sentAt: ctx.now(),
        expiresAt: later({ hours: 24 }),
        ...details,
      });
    await invite({});
    await invite({ expiresAt: ctx.now() });
    await invite({ status: "withdrawn" });
    await invite({ email: "somebody.else@example.org" });
    expect((await aSessionOf(ctx, account)).actor.waitingInvitations).toBe(1);
  });
});

test("R-857 · who waits is told whether a manager decides, or support; a manager whose account is closed decides nothing", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aPendingRequest(ctx, structure);
  const isManaged = async () => (await aSessionOf(ctx, account)).actor.attachments[0]?.isManaged;
  expect(await isManaged()).toBe(false);
  const manager = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  expect(await isManaged()).toBe(true);
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, manager.account.id));
  expect(await isManaged()).toBe(false);
});

test("R-851 · R-854 · who is suspended is told the day on which that ends by itself", async () => {
  const ctx = await testContext();
  const { account } = await aMemberOf(ctx, await aStructure(ctx), { status: "suspended" });
  await ctx.db.update(attachments).set({ reactivateOn: "2026-03-01" });
  expect((await aSessionOf(ctx, account)).actor.attachments).toMatchObject([
    { status: "suspended", reactivateOn: "2026-03-01", isManaged: null },
  ]);
});

test("SEC-63 · R-152 · who waits for a private individual's answer does not learn the name, who was approved does", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2701201456",
    legalName: "Anne Martin",
    label: "Chez Anne",
  });
  const { account: waiting } = await aPendingRequest(ctx, structure);
  const { account: member } = await aMemberOf(ctx, structure);
  const own = async (account: typeof waiting) => (await aSessionOf(ctx, account)).actor.attachments[0];
  expect(await own(waiting)).toMatchObject({ legalName: "2*********", label: null });
  expect(await own(member)).toMatchObject({ legalName: "Anne Martin", label: "Chez Anne" });
});
