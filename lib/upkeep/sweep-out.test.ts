import { addMinutes } from "date-fns";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  knownDevices,
  passkeyChallenges,
  sessions,
  singleUseLinks,
  throttleCounters,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import { attachments, invitations, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { directoryAnswers } from "@/drizzle/schema/directory";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import {
  idempotencyKeys,
  shownSecrets,
  technicalAccountStructures,
  technicalAccounts,
  technicalSecrets,
} from "@/drizzle/schema/technical-account";
import { mintLink } from "@/lib/account/mint-link";
import { openSession } from "@/lib/account/open-session";
import { recordEvent } from "@/lib/audit/record-event";
import { KEPT_FILE } from "@/lib/invitation/kept-file";
import { inTransaction } from "@/lib/platform/context";
import { countUse } from "@/lib/platform/throttle";
import { SHOWN_MINUTES } from "@/lib/technical-account/technical-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  anAccount,
  aPendingRequest,
  aStructure,
  aTechnicalAccountOf,
  aTechnicalPasswordOf,
} from "@/lib/testing/people";
import { countDue, sweepOut, sweeps } from "./sweep-out";

function sweepNamed(name: string) {
  const sweep = sweeps.find((one) => one.name === name);
  if (!sweep) throw new Error(`no sweep is called ${name}`);
  return sweep;
}

/** Runs one sweep at that moment; what it was going to do is what it does. */
async function runAt(ctx: TestContext, name: string, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countDue(ctx, sweepNamed(name));
  expect(await sweepOut(ctx, sweepNamed(name))).toBe(due);
  return due;
}

const START = "2026-01-05T09:00:00Z";

async function aSession(ctx: TestContext): Promise<void> {
  await openSession(ctx, (await anAccount(ctx)).id, { origin: "192.0.2.1", userAgent: "Test browser" });
}

async function aMail(ctx: TestContext, status: "due" | "sent" | "dropped" | "dead"): Promise<void> {
  await ctx.db.insert(outboxMessages).values({
    id: ctx.id(),
    kind: "account-locked",
    event: ctx.id(),
    recipient: "camille@example.org",
    language: "fr",
    message: {},
    status,
    dueAt: ctx.now(),
    createdAt: ctx.now(),
    settledAt: status === "due" ? null : ctx.now(),
  });
}

async function anInvitation(
  ctx: TestContext,
  details: Pick<typeof invitations.$inferInsert, "status" | "answeredAt" | "expiresAt">,
): Promise<void> {
  await ctx.db.insert(invitations).values({
    id: ctx.id(),
    structureId: (await aStructure(ctx)).id,
    email: "camille@example.org",
    role: "member",
    permissions: {},
    invitedAt: ctx.now(),
    sentAt: ctx.now(),
    ...details,
  });
}

/** Each kind of row, made at `START`: the last moment at which it is kept, and the first at which it goes. */
const limits: Record<
  string,
  { make(ctx: TestContext): Promise<unknown>; kept: string; gone: string; left(ctx: TestContext): Promise<number> }
> = {
  "old-sessions": {
    make: aSession,
    kept: "2027-01-05T08:59:59Z",
    gone: "2027-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(sessions),
  },
  "old-devices": {
    async make(ctx) {
      const { id } = await anAccount(ctx);
      await ctx.db.insert(knownDevices).values({ accountId: id, deviceHash: "hash", lastUsedAt: ctx.now() });
    },
    kept: "2027-01-05T08:59:59Z",
    gone: "2027-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(knownDevices),
  },
  "old-mails": {
    make: async (ctx) => Promise.all([aMail(ctx, "sent"), aMail(ctx, "dropped"), aMail(ctx, "dead")]),
    kept: "2027-01-05T08:59:59Z",
    gone: "2027-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(outboxMessages),
  },
  "old-links": {
    // It works for an hour.
    make: (ctx) => mintLink(ctx, { purpose: "password-reset", subjectId: ctx.id(), email: "camille@example.org" }),
    kept: "2027-01-05T09:59:59Z",
    gone: "2027-01-05T10:00:00Z",
    left: (ctx) => ctx.db.$count(singleUseLinks),
  },
  "old-counters": {
    make: (ctx) => countUse(ctx, [{ key: "sign-in:someone", limit: 3, window: 3600 }]),
    kept: "2026-01-05T09:59:59Z",
    gone: "2026-01-05T10:00:00Z",
    left: (ctx) => ctx.db.$count(throttleCounters),
  },
  "old-passkey-challenges": {
    async make(ctx) {
      const { sessionId } = await openSession(ctx, (await anAccount(ctx)).id, { origin: "", userAgent: "" });
      await ctx.db
        .insert(passkeyChallenges)
        .values({ sessionId, challenge: "challenge", purpose: "sign-in", expiresAt: ctx.now() });
    },
    kept: "2026-01-06T08:59:59Z",
    gone: "2026-01-06T09:00:00Z",
    left: (ctx) => ctx.db.$count(passkeyChallenges),
  },
  "unconfirmed-authenticators": {
    async make(ctx) {
      const { id } = await anAccount(ctx);
      await ctx.db.insert(totpAuthenticators).values({ accountId: id, sealedSecret: "sealed", createdAt: ctx.now() });
    },
    kept: "2026-01-06T08:59:59Z",
    gone: "2026-01-06T09:00:00Z",
    left: (ctx) => ctx.db.$count(totpAuthenticators),
  },
  "old-personal-values": {
    make: (ctx) => {
      const event = { kind: "signed-out", actorId: null, targetId: null, facts: { sessionId: ctx.id() } } as const;
      return recordEvent(ctx, event, { origin: "192.0.2.1", email: "camille@example.org" });
    },
    kept: "2029-01-05T08:59:59Z",
    gone: "2029-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(auditPersonalValues),
  },
  "closed-attachment-requests": {
    async make(ctx) {
      await aPendingRequest(ctx, await aStructure(ctx), { status: "refused" });
      await aPendingRequest(ctx, await aStructure(ctx), { status: "cancelled" });
    },
    kept: "2028-01-05T08:59:59Z",
    gone: "2028-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(attachments),
  },
  "closed-subscription-requests": {
    async make(ctx) {
      const { account, attachment } = await aPendingRequest(ctx, await aStructure(ctx));
      const row = { accountId: account.id, structureId: attachment.structureId, access: "read" as const };
      const asked = { ...row, requestedAt: new Date("2025-12-01T09:00:00Z") };
      await ctx.db.insert(subscriptions).values([
        { ...asked, id: ctx.id(), workspace: "ENGAGEMENTS", status: "refused", decidedAt: ctx.now() },
        { ...asked, id: ctx.id(), workspace: "SUIVI_FLUX", status: "cancelled", endedAt: ctx.now() },
      ]);
    },
    kept: "2028-01-05T08:59:59Z",
    gone: "2028-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(subscriptions),
  },
  "closed-invitations": {
    async make(ctx) {
      const later = new Date("2026-02-04T09:00:00Z");
      await anInvitation(ctx, { status: "declined", answeredAt: ctx.now(), expiresAt: later });
      await anInvitation(ctx, { status: "pending", answeredAt: null, expiresAt: ctx.now() });
    },
    kept: "2028-01-05T08:59:59Z",
    gone: "2028-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(invitations),
  },
  "old-register-answers": {
    make: (ctx) =>
      ctx.db.insert(directoryAnswers).values({ siret: "73282932000074", answer: {}, fetchedAt: ctx.now() }),
    kept: "2026-01-06T08:59:59Z",
    gone: "2026-01-06T09:00:00Z",
    left: (ctx) => ctx.db.$count(directoryAnswers),
  },
  "shown-technical-passwords": {
    make: async (ctx) => {
      const { account } = await aTechnicalAccountOf(ctx, await aStructure(ctx));
      const row = { id: ctx.id(), technicalAccountId: account.id, sessionId: ctx.id(), sealed: "sealed" };
      const expiresAt = addMinutes(ctx.now(), SHOWN_MINUTES);
      await ctx.db.insert(shownSecrets).values({ ...row, madeBy: "creation", expiresAt });
    },
    kept: "2026-01-05T09:09:59Z",
    gone: "2026-01-05T09:10:00Z",
    left: (ctx) => ctx.db.$count(shownSecrets),
  },
  "old-idempotency-keys": {
    make: async (ctx) => {
      const { account } = await aTechnicalAccountOf(ctx, await aStructure(ctx));
      const row = { technicalAccountId: account.id, key: "key", requestHash: "hash", createdAt: ctx.now() };
      await ctx.db.insert(idempotencyKeys).values(row);
    },
    kept: "2026-01-06T08:59:59Z",
    gone: "2026-01-06T09:00:00Z",
    left: (ctx) => ctx.db.$count(idempotencyKeys),
  },
  "old-technical-passwords": {
    // The account stays, and can be reset.
    make: async (ctx) => aTechnicalAccountOf(ctx, await aStructure(ctx), { expiresAt: ctx.now() }),
    kept: "2027-01-05T08:59:59Z",
    gone: "2027-01-05T09:00:00Z",
    left: (ctx) => ctx.db.$count(technicalSecrets),
  },
  "deleted-technical-accounts": {
    make: async (ctx) => {
      const listed = await aStructure(ctx);
      const ended = { status: "deleted", deletedAt: ctx.now(), only: [listed] } as const;
      await aTechnicalAccountOf(ctx, await aStructure(ctx), ended);
    },
    kept: "2027-01-05T08:59:59Z",
    gone: "2027-01-05T09:00:00Z",
    // Whatever hangs on it goes along.
    left: async (ctx) => (await ctx.db.$count(technicalAccounts)) && (await ctx.db.$count(technicalAccountStructures)),
  },
  "old-operations": {
    make: (ctx) => anOperation(ctx),
    kept: "2026-02-04T08:59:59Z",
    gone: "2026-02-04T09:00:00Z",
    left: async (ctx) => (await ctx.db.$count(operations)) + (await ctx.db.$count(operationRows)),
  },
};

test("R-1009 · SEC-98 · a technical account keeps the last use of the passwords that are forgotten, the latest of all", async () => {
  const ctx = await testContext();
  const { account } = await aTechnicalAccountOf(ctx, await aStructure(ctx), { expiresAt: ctx.now() });
  await aTechnicalPasswordOf(ctx, account, { expiresAt: ctx.now() });
  const unused = await aTechnicalAccountOf(ctx, await aStructure(ctx), { expiresAt: ctx.now() });
  const uses = [new Date("2026-01-03T09:00:00Z"), new Date("2026-01-04T09:00:00Z")];
  const secrets = await ctx.db
    .select()
    .from(technicalSecrets)
    .where(eq(technicalSecrets.technicalAccountId, account.id));
  for (const [place, { id }] of secrets.entries()) {
    await ctx.db.update(technicalSecrets).set({ lastUsedAt: uses[place] }).where(eq(technicalSecrets.id, id));
  }
  expect(await runAt(ctx, "old-technical-passwords", "2027-01-05T09:00:00Z")).toBe(3);
  const kept = await ctx.db.select().from(technicalAccounts);
  expect(kept.find(({ id }) => id === account.id)).toMatchObject({ lastUsedBefore: uses[1] });
  expect(kept.find(({ id }) => id === unused.account.id)).toMatchObject({ lastUsedBefore: null });
});

async function anOperation(
  ctx: TestContext,
  details: Partial<typeof operations.$inferInsert> & { accountId?: string } = {},
): Promise<void> {
  const id = ctx.id();
  const accountId = details.accountId ?? (await anAccount(ctx)).id;
  const operation = { kind: "attachments-approve", request: {}, returnPath: "/gestionnaire", total: 1 };
  await ctx.db
    .insert(operations)
    .values({ ...operation, createdAt: ctx.now(), finishedAt: ctx.now(), ...details, id, accountId });
  await ctx.db.insert(operationRows).values({ operationId: id, position: 1, target: {}, label: "Camille" });
}

test.each(Object.entries(limits))(
  "SEC-98 · %s: kept to the second, then gone; a second run changes nothing",
  async (name, { make, kept, gone, left }) => {
    const ctx = await testContext({ now: START });
    await make(ctx);
    const made = await left(ctx);
    expect(made).toBeGreaterThan(0);
    expect(await runAt(ctx, name, kept)).toBe(0);
    expect(await left(ctx)).toBe(made);
    expect(await runAt(ctx, name, gone)).toBeGreaterThan(0);
    expect(await left(ctx)).toBe(0);
    expect(await runAt(ctx, name, gone)).toBe(0);
  },
);

test("SEC-98 · the clock test stands for every sweep", () => {
  expect(sweeps.map(({ name }) => name).sort()).toEqual(Object.keys(limits).sort());
});

test("SEC-98 · what is still in use is kept however old it is", async () => {
  const ctx = await testContext({ now: START });
  const structure = await aStructure(ctx);
  const { account } = await aPendingRequest(ctx, structure);
  await aMail(ctx, "due");
  await ctx.db
    .insert(totpAuthenticators)
    .values({ accountId: account.id, sealedSecret: "sealed", createdAt: ctx.now(), confirmedAt: ctx.now() });
  // The sheet reads who named the structure.
  await ctx.db.insert(directoryAnswers).values({ siret: structure.identifier, answer: {}, fetchedAt: ctx.now() });
  // A live account keeps working, and a suspended one may work again.
  const living = { expiresAt: new Date("2036-01-01T09:00:00Z") };
  await aTechnicalAccountOf(ctx, structure, living);
  await aTechnicalAccountOf(ctx, await aStructure(ctx), { ...living, status: "suspended", suspendedAt: ctx.now() });
  await anOperation(ctx, { accountId: account.id, leasedUntil: new Date("2036-01-01T09:00:00Z") });
  await ctx.db.insert(throttleCounters).values({
    key: "closed",
    used: 9,
    windowEndsAt: ctx.now(),
    closedUntil: new Date("2036-01-01T09:00:00Z"),
  });
  ctx.moveTo("2035-01-05T09:00:00Z");
  for (const sweep of sweeps) expect([sweep.name, await sweepOut(ctx, sweep)]).toEqual([sweep.name, 0]);
});

test("SEC-96 · of the trail only the personal values go, and the trail says so", async () => {
  const ctx = await testContext({ now: START });
  await limits["old-personal-values"]?.make(ctx);
  const [line] = await ctx.db.select().from(auditEvents);
  expect(await runAt(ctx, "old-personal-values", "2029-01-05T09:00:00Z")).toBe(1);
  expect(await ctx.db.select().from(auditEvents).orderBy(auditEvents.position)).toEqual([
    line,
    expect.objectContaining({ kind: "personal-values-erased", actorId: null, facts: { count: 1 } }),
  ]);
});

test("SEC-98 · a file that nobody came back to confirm goes after two hours", async () => {
  const ctx = await testContext({ now: START });
  await anOperation(ctx, { kind: KEPT_FILE });
  expect(await runAt(ctx, "old-operations", "2026-01-05T10:59:59Z")).toBe(0);
  expect(await runAt(ctx, "old-operations", "2026-01-05T11:00:00Z")).toBe(1);
});

test("SEC-98 · twelve thousand rows and two instances: each row goes once, one that somebody holds stays", async () => {
  const ctx = await testContext({ now: START });
  const windowEndsAt = new Date("2026-01-05T08:00:00Z");
  for (let from = 0; from < 12_000; from += 4_000) {
    const rows = Array.from({ length: 4_000 }, (_, n) => ({ key: `key:${from + n}`, used: 1, windowEndsAt }));
    await ctx.db.insert(throttleCounters).values(rows);
  }
  const sweep = sweepNamed("old-counters");
  await inTransaction(ctx, async (tx) => {
    await countUse(tx, [{ key: "key:7", limit: 3, window: 60 }]);
    const counts = await Promise.all([sweepOut(ctx, sweep), sweepOut(ctx, sweep)]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(11_999);
  });
  expect(await ctx.db.select().from(throttleCounters)).toMatchObject([{ key: "key:7" }]);
});
