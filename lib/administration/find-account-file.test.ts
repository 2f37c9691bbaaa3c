import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { passkeys, sessions, totpAuthenticators } from "@/drizzle/schema/account";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  DEACTIVATED,
} from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { ATTACHMENTS_ON_FILE, findAccountFile } from "./find-account-file";

test("R-1401 · one account as support sees it, in one statement; an absent one is nothing (SEC-61)", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const lockedUntil = new Date("2026-01-05T09:20:00Z");
  const account = await anAccount(ctx, { email: "camille@example.org", phone: "+33123456789", lockedUntil });
  await aSessionOf(ctx, account);
  ctx.queries();
  const file = await findAccountFile(ctx, administrator, account.id);
  expect(ctx.queries()).toBe(1);
  const { id: accountId, email, contactEmail, givenName, familyName } = account;
  expect(file).toEqual({
    ...{ accountId, email, contactEmail, givenName, familyName, lockedUntil },
    phone: "+33123456789",
    language: "fr",
    status: "active",
    isAdministrator: false,
    createdAt: ctx.now(),
    lastSignInAt: null,
    deactivatedAt: null,
    deactivationCause: null,
    deactivationReason: null,
    reactivationRequestedAt: null,
    eraseOn: null,
    erasedAt: null,
    hasSecondFactor: false,
    sessions: 1,
    attachmentCount: 0,
    attachments: [],
  });
  expect(await findAccountFile(ctx, administrator, ctx.id())).toBeNull();
});

test("R-504 · since when, by whom and why an account is deactivated", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const eraseOn = new Date("2026-02-02T09:00:00Z");
  const { id } = await anAccount(ctx, {
    ...DEACTIVATED,
    deactivationReason: "Stolen",
    eraseOn,
    reactivationRequestedAt: ctx.now(),
  });
  expect(await findAccountFile(ctx, administrator, id)).toMatchObject({
    status: "deactivated",
    deactivatedAt: DEACTIVATED.deactivatedAt,
    deactivationCause: "own-wish",
    deactivationReason: "Stolen",
    reactivationRequestedAt: ctx.now(),
    eraseOn,
  });
});

test("R-425 · a second factor counts once it is confirmed, or as a passkey", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const { id: accountId } = await anAccount(ctx);
  const has = async () => (await findAccountFile(ctx, administrator, accountId))?.hasSecondFactor;
  const createdAt = ctx.now();
  await ctx.db.insert(totpAuthenticators).values({ accountId, sealedSecret: "sealed", createdAt });
  expect(await has()).toBe(false);
  await ctx.db.update(totpAuthenticators).set({ confirmedAt: createdAt });
  expect(await has()).toBe(true);
  await ctx.db.delete(totpAuthenticators);
  const key = {
    id: ctx.id(),
    accountId,
    credentialId: "x",
    publicKey: "",
    counter: 0,
    transports: [],
    label: "Clé",
    createdAt,
  };
  await ctx.db.insert(passkeys).values(key);
  expect(await has()).toBe(true);
});

test("SEC-46 · R-423 · only sessions that still count are counted", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const account = await anAccount(ctx);
  const [one] = [await aSessionOf(ctx, account), await aSessionOf(ctx, account)];
  const count = async () => (await findAccountFile(ctx, administrator, account.id))?.sessions;
  expect(await count()).toBe(2);
  await ctx.db.update(sessions).set({ endedAt: ctx.now() }).where(eq(sessions.id, one.sessionId));
  expect(await count()).toBe(1);
  ctx.moveTo("2026-01-05T09:29:59Z");
  expect(await count()).toBe(1);
  ctx.moveTo("2026-01-05T09:30:00Z");
  expect(await count()).toBe(0);
});

test("R-1402 · SEC-63 · of a structure support sees name, number and role: no sheet, no comment, no individual's number", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const account = await anAccount(ctx);
  const company = await aStructure(ctx, { legalName: "Menuiserie Lefèvre", email: "secret-sheet@example.org" });
  const individual = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "1850735238",
    legalName: "Anne Martin",
  });
  const other = await aStructure(ctx);
  const managed = await aManagerOf(ctx, company, { account });
  await aMemberOf(ctx, individual, { account });
  await aPendingRequest(ctx, other, { account });
  await aMemberOf(ctx, await aStructure(ctx), { account, status: "ended" });
  const file = await findAccountFile(ctx, administrator, account.id);
  expect(file?.attachmentCount).toBe(3);
  expect(file?.attachments).toHaveLength(3);
  expect(file?.attachments).toContainEqual({
    attachmentId: managed.attachment.id,
    role: "primary-manager",
    status: "approved",
    legalName: "Menuiserie Lefèvre",
    identifierType: "SIRET",
    identifier: expect.stringMatching(/^\d{3}\u00a0\d{3}\u00a0\d{3}\u00a0\d{5}$/),
  });
  const text = JSON.stringify(file);
  expect(text).not.toContain("secret-sheet");
  expect(text).not.toContain("1850735238");
  expect(text).not.toMatch(/argon2|hash/i);
});

test("R-1401 · of very many attachments the file shows the first ones, what he manages among them, and says how many", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const account = await anAccount(ctx);
  const managed = await aManagerOf(ctx, await aStructure(ctx, { opened: [], legalName: "La sienne" }), { account });
  ctx.moveTo("2026-01-06T09:00:00Z");
  for (let n = 0; n < ATTACHMENTS_ON_FILE; n++) {
    await aMemberOf(ctx, await aStructure(ctx, { opened: [] }), { account, workspaces: [] });
  }
  const file = await findAccountFile(ctx, administrator, account.id);
  expect([file?.attachments.length, file?.attachmentCount]).toEqual([ATTACHMENTS_ON_FILE, ATTACHMENTS_ON_FILE + 1]);
  expect(file?.attachments.map(({ attachmentId }) => attachmentId)).toContain(managed.attachment.id);
});
