import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  accounts,
  consents,
  knownDevices,
  passkeys,
  recoveryCodes,
  sessions,
  singleUseLinks,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import { attachments, feedEvents, invitations, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { bankDetails, documents, objectsToRemove } from "@/drizzle/schema/document";
import { registrations } from "@/drizzle/schema/onboarding";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { formerIdentifiers, structures } from "@/drizzle/schema/structure";
import { parseEmail } from "@/lib/account/email";
import { signIn } from "@/lib/account/sign-in";
import { findManagedHistory } from "@/lib/attachment/find-managed-history";
import { namedPerson } from "@/lib/attachment/named-person";
import { tellFeed } from "@/lib/attachment/tell-feed";
import { recordEvent } from "@/lib/audit/record-event";
import { activateAccount } from "@/lib/onboarding/activate-account";
import { enqueue } from "@/lib/outbox/enqueue";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  DEACTIVATED,
} from "@/lib/testing/people";
import { anActivation, aWaitingRegistration } from "@/lib/testing/registrations";
import { credentials } from "@/lib/testing/sign-in-tries";
import { aWholeLife, canaries } from "@/lib/testing/whole-life";
import { purgeRegistrations } from "@/lib/upkeep/purge-registrations";
import { sweepOut, sweeps } from "@/lib/upkeep/sweep-out";
import { closeAccount } from "./close-account";
import { eraseAccount } from "./erase-account";
import { erasedAddress } from "./erased-person";

const close = (ctx: TestContext, accountId: string, eraseOn: Date | null = null) =>
  closeAccount(ctx, { accountId, cause: "own-wish", actorId: accountId, reason: null, eraseOn });

const erase = (ctx: TestContext, accountId: string) => eraseAccount(ctx, { accountId, cause: "retention" });

const rowOf = async (ctx: TestContext, id: string) =>
  (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];

/** Every row of every table that holds one of the words, as a person who reads a copy of the database would find it. */
async function rowsWith(ctx: TestContext, words: string[]): Promise<string[]> {
  const tables = await ctx.db.execute<{ name: string }>(
    sql`select format('%I', tablename) as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await ctx.db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} t`);
    for (const { row } of rows) {
      const word = words.find((canary) => row.toLowerCase().includes(canary.toLowerCase()));
      if (word) found.push(`${name}: ${word}: ${row}`);
    }
  }
  return found;
}

test("R-508, SEC-98 · after the erasure nothing in the database tells who it was", async () => {
  const ctx = await testContext();
  const { id } = (await aWholeLife(ctx)).account;
  await close(ctx, id);
  const before = (await rowsWith(ctx, canaries)).join("\n").toLowerCase();
  expect(canaries.filter((canary) => !before.includes(canary.toLowerCase()))).toEqual([]);
  expect(await erase(ctx, id)).toEqual({ kind: "erased" });
  expect(await rowsWith(ctx, [...canaries, "perceval"])).toEqual([]);
});

test("R-508, SEC-98 · nor after the purges and sweeps of two years, which took along what would have told where to look", async () => {
  const ctx = await testContext();
  const { id } = (await aWholeLife(ctx)).account;
  ctx.moveTo("2026-03-20T09:00:00Z");
  expect(await purgeRegistrations(ctx)).toBe(1);
  // Somebody still invites him under the address that he left.
  const invited = { email: "perceval.first@example.org", invitedAt: ctx.now(), expiresAt: new Date("2027-06-01") };
  await ctx.db.update(invitations).set(invited).where(eq(invitations.email, invited.email));
  await close(ctx, id);
  ctx.moveTo("2028-02-01T09:00:00Z");
  for (const sweep of sweeps) await sweepOut(ctx, sweep);
  expect(await ctx.db.$count(attachments, eq(attachments.status, "refused"))).toBe(0);
  expect(await rowsWith(ctx, ["perceval.first@example.org", "canary-registration-words", "Perdican"])).not.toEqual([]);
  expect(await erase(ctx, id)).toEqual({ kind: "erased" });
  expect(await rowsWith(ctx, [...canaries, "perceval"])).toEqual([]);
});

test("R-508, SEC-98 · a namesake's line in the same feed keeps its name", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const gone = await aMemberOf(ctx, structure);
  const namesake = await aMemberOf(ctx, structure);
  const { givenName, familyName } = gone.account;
  const line = { accountId: manager.account.id, structureId: structure.id, kind: "member-left" } as const;
  await tellFeed(
    ctx,
    [gone, namesake].map(({ account }) => ({
      ...line,
      ...namedPerson({ accountId: account.id, givenName, familyName }),
    })),
  );
  await close(ctx, gone.account.id);
  await erase(ctx, gone.account.id);
  const told = await ctx.db.select().from(feedEvents).where(eq(feedEvents.kind, "member-left"));
  expect(Object.fromEntries(told.map(({ personId, personName }) => [personId, personName]))).toEqual({
    [gone.account.id]: "Compte supprimé",
    [namesake.account.id]: `${givenName} ${familyName}`,
  });
});

test("R-508, SEC-99 · what is left: the id, the trail, the consents, and rows that others need", async () => {
  const ctx = await testContext();
  const { account, structures: at, manager } = await aWholeLife(ctx);
  const { id } = account;
  await close(ctx, id);
  const trail = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  const given = await ctx.db.select().from(consents).where(eq(consents.accountId, id));
  const others = await ctx.db.select().from(accounts).where(sql`${accounts.id} <> ${id}`).orderBy(accounts.id);
  ctx.moveTo("2027-01-06T10:00:00Z");
  await erase(ctx, id);

  expect(await rowOf(ctx, id)).toMatchObject({
    status: "erased",
    email: erasedAddress(id),
    contactEmail: erasedAddress(id),
    givenName: "Compte",
    familyName: "supprimé",
    erasedAt: ctx.now(),
    eraseOn: null,
    isAdministrator: false,
    secretQuestion: null,
    secretAnswerHash: null,
  });
  const later = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position);
  expect(later.slice(0, trail.length)).toEqual(trail);
  expect(later.slice(trail.length).map(({ kind, actorId }) => [kind, actorId])).toEqual(
    expect.arrayContaining([
      ["attachment-ended", null],
      ["attachment-cancelled", null],
      ["subscription-ended", null],
      ["subscription-cancelled", null],
      ["account-erased", null],
    ]),
  );
  expect(later.at(-1)).toMatchObject({ kind: "account-erased", targetId: id, facts: { cause: "retention" } });
  expect(await ctx.db.select().from(consents).where(eq(consents.accountId, id))).toEqual(given);
  expect(given).toHaveLength(2);
  expect(await ctx.db.select().from(accounts).where(sql`${accounts.id} <> ${id}`).orderBy(accounts.id)).toEqual(others);

  const ties = await ctx.db.select().from(attachments).where(eq(attachments.accountId, id));
  expect(Object.fromEntries(ties.map(({ structureId, status }) => [structureId, status]))).toMatchObject({
    [at.led.id]: "ended",
    [at.joined.id]: "ended",
    [at.asked.id]: "cancelled",
  });
  const uses = await ctx.db.select().from(subscriptions).where(eq(subscriptions.accountId, id));
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.every(({ status }) => status === "ended" || status === "cancelled")).toBe(true);
  const own = [sessions, totpAuthenticators, recoveryCodes, passkeys, knownDevices, feedEvents, operations];
  for (const table of own) expect(await ctx.db.$count(table, eq(table.accountId, id))).toBe(0);
  expect(await ctx.db.$count(singleUseLinks)).toBe(0);
  expect(await ctx.db.$count(registrations)).toBe(0);
  expect(await ctx.db.$count(auditPersonalValues)).toBe(0);

  // The manager still reads what he decided, on whom no longer.
  const { actor } = await aSessionOf(ctx, manager.account);
  const search = { page: 1, pageSize: 10, sort: "happenedAt", descending: true } as const;
  const { entries } = await findManagedHistory(ctx, actor, search);
  expect(entries.map(({ kind, subject, reason }) => [kind, subject, reason])).toEqual([
    ["attachment-ended", "Compte supprimé", null],
    ["attachment-refused", "Compte supprimé", null],
  ]);
  const feed = await ctx.db.select().from(feedEvents).where(eq(feedEvents.accountId, manager.account.id));
  expect(feed.map(({ personName }) => personName)).toEqual(["Compte supprimé"]);
  const [invitation] = await ctx.db.select().from(invitations);
  expect(invitation).toMatchObject({ status: "expired", email: erasedAddress(id) });
  expect((await ctx.db.select().from(outboxMessages)).map(({ status }) => status)).not.toContain("due");
});

test("R-508, SEC-98 · the private individual that he was goes with him: nobody's, closed, its file due to leave the storage", async () => {
  const ctx = await testContext();
  const { account, structures: at } = await aWholeLife(ctx);
  const keys = (await ctx.db.select().from(documents)).map(({ storageKey }) => storageKey);
  const { account: waiting } = await aPendingRequest(ctx, at.himself);
  await close(ctx, account.id);
  await erase(ctx, account.id);
  const [row] = await ctx.db.select().from(structures).where(eq(structures.id, at.himself.id));
  expect(row).toMatchObject({
    status: "inactive",
    identifierType: "PARTICULIER",
    identifier: `erased-${at.himself.id}`,
    legalName: "Particulier supprimé",
    addressLine1: "-",
    addressLine2: null,
    postcode: null,
    city: "-",
    email: null,
    phone: null,
    label: null,
  });
  expect(await ctx.db.$count(bankDetails)).toBe(0);
  expect(await ctx.db.$count(formerIdentifiers)).toBe(0);
  expect(await ctx.db.$count(documents)).toBe(0);
  const files = await ctx.db.select().from(objectsToRemove);
  expect(files.map(({ key }) => key).sort()).toEqual(keys.sort());
  expect(files.map(({ dueAt }) => dueAt)).toEqual([ctx.now(), ctx.now()]);
  // Whoever asked to act for him is told that nobody will answer.
  const [asked] = await ctx.db.select().from(attachments).where(eq(attachments.accountId, waiting.id));
  expect(asked?.status).toBe("cancelled");
  const told = await ctx.db.select().from(outboxMessages).where(eq(outboxMessages.kind, "attachment-request-closed"));
  expect(told).toMatchObject([{ recipient: waiting.contactEmail, status: "due" }]);
});

test("R-508 · a private individual for whom somebody else acts as well, or any other structure, stays as it is", async () => {
  const ctx = await testContext();
  const shared = await aStructure(ctx, { identifierType: "PARTICULIER", identifier: "2850735238" });
  const company = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, shared);
  await aManagerOf(ctx, company, { account });
  const { account: helper } = await aMemberOf(ctx, shared);
  const words = async () =>
    (await ctx.db.select().from(structures).orderBy(structures.id)).map(({ id, status, legalName, identifier }) => ({
      id,
      status,
      legalName,
      identifier,
    }));
  const before = await words();
  await close(ctx, helper.id);
  await close(ctx, account.id);
  await erase(ctx, account.id);
  expect(await words()).toEqual(before);
  // The last one to leave takes it along.
  await erase(ctx, helper.id);
  const after = await words();
  expect(after.find(({ id }) => id === shared.id)).toMatchObject({
    status: "inactive",
    legalName: "Particulier supprimé",
  });
  expect(after.find(({ id }) => id === company.id)).toEqual(before.find(({ id }) => id === company.id));
});

test("SEC-98 · somebody of the same name keeps it: only lists that mean the erased person lose it", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const gone = await aMemberOf(ctx, structure);
  const asked = await aSubscriptionRequest(ctx, gone);
  const namesake = await aMemberOf(ctx, await aStructure(ctx));
  const name = `${gone.account.givenName} ${gone.account.familyName}`;
  const operationId = ctx.id();
  const list = { kind: "members-detach", request: {}, returnPath: "/", total: 3, createdAt: ctx.now() };
  await ctx.db.insert(operations).values({ id: operationId, accountId: manager.account.id, ...list });
  await ctx.db.insert(operationRows).values([
    { operationId, position: 1, label: name, target: { attachmentId: namesake.attachment.id } },
    { operationId, position: 2, label: name, target: { attachmentId: gone.attachment.id } },
    { operationId, position: 3, label: name, target: { subscriptionId: asked.id } },
  ]);
  await close(ctx, gone.account.id);
  await erase(ctx, gone.account.id);
  const rows = await ctx.db.select().from(operationRows).orderBy(operationRows.position);
  expect(rows.map(({ label }) => label)).toEqual([name, "Compte supprimé", "Compte supprimé"]);
});

test("SEC-70, SEC-96 · what an administrator wrote about others outlives his own account", async () => {
  const ctx = await testContext();
  const administrator = await anAccount(ctx, { ...DEACTIVATED, isAdministrator: true });
  const event = { kind: "administrator-acted", actorId: administrator.id, facts: { act: "unlock-account" } } as const;
  await recordEvent(ctx, { ...event, targetId: ctx.id() }, { words: "Called back", origin: "192.0.2.7" });
  await recordEvent(
    ctx,
    { kind: "signed-in", actorId: administrator.id, targetId: administrator.id, facts: { sessionId: ctx.id() } },
    { origin: "192.0.2.7" },
  );
  await erase(ctx, administrator.id);
  expect(await ctx.db.select().from(auditPersonalValues)).toMatchObject([{ words: "Called back", origin: null }]);
});

test("R-509, R-003 · a vacant structure stays vacant, and a seat that was not told is told", async () => {
  const ctx = await testContext();
  const told = await aStructure(ctx);
  const untold = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, told);
  await close(ctx, account.id);
  const since = ctx.now();
  await aManagerOf(ctx, untold, { account });
  ctx.moveTo("2027-01-06T10:00:00Z");
  await erase(ctx, account.id);
  const rows = await ctx.db.select().from(structures);
  expect(Object.fromEntries(rows.map((row) => [row.id, row.managerVacantSince]))).toEqual({
    [told.id]: since,
    [untold.id]: ctx.now(),
  });
});

test("SEC-98 · what two people share is the other one's as well: his mails, invitations and trail stay", async () => {
  const ctx = await testContext();
  const shared = "compta@example.org";
  const gone = await anAccount(ctx, { ...DEACTIVATED, contactEmail: shared });
  const colleague: Account = await anAccount(ctx, { email: shared, contactEmail: shared });
  const homonym = await aMemberOf(ctx, await aStructure(ctx), { account: colleague });
  await enqueue(ctx, [
    { event: "a", recipient: shared, language: "fr", message: { kind: "account-locked", accountId: colleague.id } },
    { event: "b", recipient: shared, language: "fr", message: { kind: "account-reactivated", accountId: gone.id } },
  ]);
  await recordEvent(
    ctx,
    { kind: "signed-in", actorId: colleague.id, targetId: colleague.id, facts: { sessionId: ctx.id() } },
    { email: shared },
  );
  const { attachment } = homonym;
  // The same name in a structure that the erased person never saw is another person's.
  const line = {
    structureId: attachment.structureId,
    kind: "member-left",
    personName: "Camille Martin",
    happenedAt: ctx.now(),
  };
  await ctx.db.insert(feedEvents).values({ id: ctx.id(), accountId: colleague.id, ...line });
  await erase(ctx, gone.id);
  const mails = await ctx.db.select().from(outboxMessages).orderBy(outboxMessages.event);
  expect(mails).toMatchObject([{ recipient: shared, status: "due" }, { status: "dropped" }]);
  expect(mails[1]?.recipient).not.toContain("@");
  expect(await ctx.db.select().from(auditPersonalValues)).toMatchObject([{ email: shared }]);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([{ personName: "Camille Martin" }]);
});

test("R-508 · the address is free again: its owner signs up like anybody, and nobody signs in to what was erased", async () => {
  const ctx = await testContext();
  const email = parseEmail("perceval@example.org");
  if (!email) throw new Error("no address");
  const account = await anAccount(ctx, { ...DEACTIVATED, email, contactEmail: email });
  await erase(ctx, account.id);
  expect(await signIn(ctx, credentials(email))).toMatchObject({ kind: "refused" });
  const erased = parseEmail(erasedAddress(account.id));
  expect(erased && (await signIn(ctx, credentials(erased)))).toMatchObject({ kind: "refused" });
  const { secret } = await aWaitingRegistration(ctx, { email });
  expect(await activateAccount(ctx, anActivation(secret))).toMatchObject({ kind: "activated" });
  const rows = await ctx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.email, email));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.id).not.toBe(account.id);
});
