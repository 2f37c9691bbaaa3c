import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, singleUseLinks } from "@/drizzle/schema/account";
import { appointments, attachments, feedEvents } from "@/drizzle/schema/attachment";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { openSession } from "@/lib/account/open-session";
import { recordEvent } from "@/lib/audit/record-event";
import { openPglite } from "@/lib/platform/open-database-pglite";
import { contextOn, type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aStructure,
  aTechnicalAccountOf,
} from "@/lib/testing/people";
import { aWaitingRegistration } from "@/lib/testing/registrations";
import { jobs } from "./jobs";
import { runUpkeep } from "./run-upkeep";

/** A portal some years old, in which every job that people notice has something to do at `NOW`. */
const NOW = "2029-06-04T09:00:00Z";

type World = Omit<TestContext, "queries" | "databaseUrl">;

async function anOldPortal(ctx: World): Promise<void> {
  const at = (moment: string) => ctx.moveTo(moment);
  const recently = { lastSignInAt: new Date("2029-06-01T09:00:00Z") };

  at("2026-05-04T09:00:00Z");
  const manager = await anAccount(ctx, recently);
  const structure = await aStructure(ctx, { registryCheckedAt: new Date("2029-06-04T08:00:00Z") });
  await aManagerOf(ctx, structure, { account: manager });
  await openSession(ctx, manager.id, { origin: "192.0.2.1", userAgent: "Test browser" });
  const signedOut = { kind: "signed-out", actorId: manager.id, targetId: manager.id } as const;
  await recordEvent(ctx, { ...signedOut, facts: { sessionId: ctx.id() } }, { origin: "192.0.2.1" });
  const refused = await anAccount(ctx, recently);
  await aPendingRequest(ctx, structure, { account: refused, status: "refused" });

  // Away for a year: told of it at the last moment, or waiting for the end.
  at("2028-06-04T09:00:00Z");
  await anAccount(ctx);
  const told = await anAccount(ctx);
  const since = ctx.now().getTime();
  await ctx.db.insert(outboxMessages).values({
    id: ctx.id(),
    kind: "inactivity-reminder",
    event: `inactivity-reminder:${told.id}:${since}:last`,
    recipient: told.contactEmail,
    language: "fr",
    message: { kind: "inactivity-reminder", accountId: told.id, deactivationOn: "2029-06-04T09:00:00.000Z" },
    status: "sent",
    dueAt: ctx.now(),
    createdAt: new Date("2029-05-28T09:00:00Z"),
    settledAt: new Date("2029-05-28T09:00:00Z"),
  });
  await anAccount(ctx, {
    status: "deactivated",
    deactivatedAt: ctx.now(),
    deactivationCause: "administrator",
    ...recently,
  });

  at("2029-01-05T09:00:00Z");
  const site = await aStructure(ctx, { identifierType: "EN_COURS_IMMATRICULATION", identifier: "ATELIER2029" });
  await aManagerOf(ctx, site, { account: await anAccount(ctx, recently) });
  await aWaitingRegistration(ctx);

  at("2029-04-01T09:00:00Z");
  await aPendingRequest(ctx, structure, { account: await anAccount(ctx, recently) });
  const typed = await aStructure(ctx, { registryCheckedAt: null });
  const { attachment: proposed } = await aMemberOf(ctx, typed, { account: await anAccount(ctx, recently) });
  await ctx.db.insert(appointments).values({
    id: ctx.id(),
    structureId: typed.id,
    attachmentId: proposed.id,
    reason: "Siège vacant.",
    proof: "Kbis vu.",
    proposedAt: ctx.now(),
  });

  // Software: one password ends soon, one structure is closed, one manager came back.
  at("2029-03-02T09:00:00Z");
  const lively = await aStructure(ctx, { registryCheckedAt: new Date("2029-06-04T08:00:00Z") });
  await aManagerOf(ctx, lively, { account: await anAccount(ctx, recently) });
  await aTechnicalAccountOf(ctx, lively);
  const endsLater = { expiresAt: new Date("2029-08-01T09:00:00Z") };
  await aTechnicalAccountOf(ctx, await aStructure(ctx, { status: "inactive" }), endsLater);
  const managedAgain = await aStructure(ctx, { registryCheckedAt: new Date("2029-06-04T08:00:00Z") });
  await aManagerOf(ctx, managedAgain, { account: await anAccount(ctx, recently) });
  await aTechnicalAccountOf(ctx, managedAgain, { ...endsLater, status: "suspended", suspendedAt: ctx.now() });

  at("2029-05-10T09:00:00Z");
  await aPendingRequest(ctx, structure, { account: await anAccount(ctx, recently) });
  const resting = await aMemberOf(ctx, structure, { account: await anAccount(ctx, recently) });
  await ctx.db
    .update(attachments)
    .set({ status: "suspended", reactivateOn: "2029-06-01" })
    .where(eq(attachments.id, resting.attachment.id));
  const reader = await anAccount(ctx, { ...recently, dailyDigest: true, weeklySummary: true });
  await ctx.db.insert(feedEvents).values({
    id: ctx.id(),
    accountId: reader.id,
    kind: "attachment-approved",
    happenedAt: new Date("2029-06-03T15:00:00Z"),
  });
  at(NOW);
}

/** Everything that the database holds, to the last value. */
async function dump(ctx: World): Promise<Record<string, string>> {
  const { rows } = await ctx.db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  );
  const content: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows } = await ctx.db.execute<{ text: string }>(
      sql`select coalesce(string_agg(t::text, ' ' order by t::text), '') as text from ${sql.identifier(name)} t`,
    );
    content[name] = rows[0]?.text ?? "";
  }
  return content;
}

const done = {
  "expired-requests": 1,
  "request-reminders": 1,
  "planned-reactivations": 1,
  "lapsed-appointments": 1,
  "register-rechecks": 1,
  "provisional-identifiers": 1,
  "technical-passwords": 1,
  "suspended-technical-accounts": 1,
  "resumed-technical-accounts": 1,
  "daily-summaries": 1,
  "weekly-summaries": 1,
  "old-sessions": 1,
  "old-personal-values": 1,
  "closed-attachment-requests": 1,
  "old-registrations": 1,
  "inactivity-reminders": 1,
  "inactive-accounts": 1,
  "old-accounts": 1,
};

test("SEC-98 · a dry run changes nothing and tells what the run then does; a second run has nothing left to do", async () => {
  const ctx = await testContext();
  await anOldPortal(ctx);
  const before = await dump(ctx);
  const dry = await runUpkeep(ctx, { dryRun: true });
  expect(await dump(ctx)).toEqual(before);
  expect(dry.failed).toEqual([]);
  expect(dry.counts).toEqual({ ...Object.fromEntries(jobs.map(({ name }) => [name, 0])), ...done });

  expect(await runUpkeep(ctx)).toEqual({ ...dry, dryRun: false });
  const after = await dump(ctx);
  const again = await runUpkeep(ctx);
  expect(Object.values(again.counts).filter((count) => count > 0)).toEqual([]);
  expect(await dump(ctx)).toEqual(after);
});

test("SEC-98 · SEC-97 · two instances at once do together what one would have done", async () => {
  const ctx = await testContext();
  await anOldPortal(ctx);
  const reports = await Promise.all([runUpkeep(ctx), runUpkeep(ctx)]);
  expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
  const sum = Object.fromEntries(
    Object.keys(done).map((name) => [name, reports.reduce((total, { counts }) => total + (counts[name] ?? 0), 0)]),
  );
  expect(sum).toEqual(done);
  const events = (await ctx.db.select().from(outboxMessages)).map(({ event, recipient }) => `${event} ${recipient}`);
  expect(new Set(events).size).toBe(events.length);
  expect(Object.values((await runUpkeep(ctx)).counts).filter((count) => count > 0)).toEqual([]);
});

test("SEC-98 · the embedded database, with its one connection, is looked after as well", async () => {
  const folder = mkdtempSync(join(tmpdir(), "attache-upkeep-"));
  const database = await openPglite(folder);
  try {
    await database.migrate();
    const ctx = contextOn(database.db);
    await anOldPortal(ctx);
    const dry = await runUpkeep(ctx, { dryRun: true });
    expect(dry.counts).toMatchObject(done);
    expect(await runUpkeep(ctx)).toEqual({ ...dry, dryRun: false });
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

test("SEC-98 · a job that fails is named and keeps no other from its work", async () => {
  const ctx = await testContext();
  await anOldPortal(ctx);
  await ctx.db.execute(sql`alter table attachments rename column reminders to reminders_gone`);
  const report = await runUpkeep(ctx);
  expect(report.failed).toEqual(["request-reminders"]);
  expect(report.counts).toMatchObject({ ...done, "request-reminders": 0 });
});

test("SEC-97 · a crash between two accounts loses none: what was done stays done, the next run does the rest", async () => {
  const ctx = await testContext();
  await anOldPortal(ctx);
  const old = { deactivationCause: "inactivity", status: "deactivated" } as const;
  const broken = await anAccount(ctx, { ...old, deactivatedAt: new Date("2028-01-01T09:00:00Z") });
  // Whatever is done to this account fails when it is written.
  await ctx.db.execute(
    sql.raw(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'the process dies here'; end $$;
    create trigger refuse before update on accounts for each row when (old.id = '${broken.id}') execute function refuse();
  `),
  );
  const report = await runUpkeep(ctx);
  expect(report.failed).toEqual(["old-accounts"]);
  expect(report.counts["old-accounts"]).toBe(1);
  await ctx.db.execute(sql`drop trigger refuse on accounts`);
  expect((await runUpkeep(ctx)).counts["old-accounts"]).toBe(1);
  expect(await ctx.db.$count(accounts, eq(accounts.status, "erased"))).toBe(2);
});

test("SEC-98 · one job alone may be run, by its name", async () => {
  const ctx = await testContext();
  await anOldPortal(ctx);
  expect(await runUpkeep(ctx, { only: "old-registrations" })).toEqual({
    dryRun: false,
    counts: { "old-registrations": 1 },
    failed: [],
  });
  expect(await ctx.db.$count(singleUseLinks)).toBe(0);
  expect((await runUpkeep(ctx, { dryRun: true })).counts).toMatchObject({ ...done, "old-registrations": 0 });
});
