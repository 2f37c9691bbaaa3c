import { inspect } from "node:util";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, throttleCounters } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { aManagerOf, aStructure, aTechnicalAccountOf, aTechnicalPasswordOf } from "@/lib/testing/people";
import { authenticateClient } from "./authenticate-client";

const origin = "192.0.2.1";
const start = "2026-01-05T09:00:00Z";

async function aClient(ctx: TestContext, details: { expiresAt?: Date } = {}) {
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  return { structure, manager, ...(await aTechnicalAccountOf(ctx, structure, details)) };
}

const fails = async (ctx: TestContext, login: string, times: number, from = origin) => {
  const outcomes = [];
  for (let turn = 0; turn < times; turn++)
    outcomes.push(await authenticateClient(ctx, { login, password: "wrong", origin: from }));
  return outcomes;
};

/** What a try answers and what it costs. */
async function costOf(ctx: TestContext, login: string, password: string) {
  ctx.queries();
  const outcome = await authenticateClient(ctx, { login, password, origin });
  return { outcome, queries: ctx.queries(), hashes: ctx.passwords.verifies + ctx.passwords.hashes };
}

describe("R-1011 · who has the password is let in", () => {
  test("R-1011 · login and password are those of the account, and of no other", async () => {
    const ctx = await testContext();
    const [one, other] = [await aClient(ctx), await aClient(ctx)];
    expect(await authenticateClient(ctx, { ...one, origin })).toEqual({
      kind: "authenticated",
      technicalAccountId: one.account.id,
      secretId: one.secretId,
      secretExpiresAt: new Date("2026-04-15T08:00:00Z"),
    });
    const crossed = await authenticateClient(ctx, { login: one.login, password: other.password, origin });
    expect(crossed.kind).toBe("refused");
  });

  test("SEC-78 · one round trip, two in the minute of a first use, and no slow hash", async () => {
    const ctx = await testContext({ now: start });
    const { login, password } = await aClient(ctx);
    const first = await costOf(ctx, login, password);
    expect([first.outcome.kind, first.queries, first.hashes]).toEqual(["authenticated", 2, 0]);
    ctx.moveTo("2026-01-05T09:00:59.999Z");
    expect(await costOf(ctx, login, password)).toMatchObject({ queries: 1, hashes: 0 });
    ctx.moveTo("2026-01-05T09:01:00Z");
    expect(await costOf(ctx, login, password)).toMatchObject({ queries: 2, hashes: 0 });
    expect(await ctx.db.select({ at: technicalSecrets.lastUsedAt }).from(technicalSecrets)).toEqual([
      { at: new Date("2026-01-05T09:01:00Z") },
    ]);
  });

  test("SEC-80 · while two passwords live both are good, then only the new one", async () => {
    const ctx = await testContext({ now: start });
    const { login, account, ...old } = await aClient(ctx, { expiresAt: new Date("2026-02-04T09:00:00Z") });
    const renewed = await aTechnicalPasswordOf(ctx, account);
    const tried = (password: string) => authenticateClient(ctx, { login, password, origin });
    ctx.moveTo("2026-02-04T08:59:59.999Z");
    expect(await tried(old.password)).toMatchObject({ kind: "authenticated", secretId: old.secretId });
    expect(await tried(renewed.password)).toMatchObject({ kind: "authenticated", secretId: renewed.secretId });
    ctx.moveTo("2026-02-04T09:00:00Z");
    expect(await tried(old.password)).toEqual({ kind: "expired" });
    expect(await tried(renewed.password)).toMatchObject({ kind: "authenticated", secretId: renewed.secretId });
    // The last use of each is known, so that the manager sees when the old one is not needed any more.
    const uses = await ctx.db
      .select({ id: technicalSecrets.id, at: technicalSecrets.lastUsedAt })
      .from(technicalSecrets);
    expect(new Map(uses.map(({ id, at }) => [id, at?.toISOString()]))).toEqual(
      new Map([
        [old.secretId, "2026-02-04T08:59:59.999Z"],
        [renewed.secretId, "2026-02-04T08:59:59.999Z"],
      ]),
    );
  });

  test("SEC-16 · a password that was hashed under the former key stays good while that key is kept", async () => {
    const ctx = await testContext();
    const { login, password } = await aClient(ctx);
    const [key] = ctx.env.API_SECRET;
    const second = "2:second-secret-of-technical-accounts";
    const tried = async (API_SECRET: string) =>
      (await authenticateClient({ ...ctx, env: testEnv({ API_SECRET }) }, { login, password, origin })).kind;
    expect(await tried(`${second},1:${key?.secret}`)).toBe("authenticated");
    expect(await tried(second)).toBe("refused");
  });
});

describe("R-1201 · tokens that are given leave a line", () => {
  test("R-1201 · one an hour for each password and origin, with the origin, and without a round trip of its own", async () => {
    const ctx = await testContext({ now: start });
    const { login, account, secretId, password } = await aClient(ctx);
    const told = async () => {
      const lines = await ctx.db
        .select()
        .from(auditEvents)
        .innerJoin(auditPersonalValues, eq(auditPersonalValues.eventId, auditEvents.id))
        .orderBy(auditEvents.position);
      return lines.map(({ audit_events: line, audit_personal_values: personal }) => [
        line.kind,
        line.at.toISOString().slice(11, 16),
        personal.origin,
      ]);
    };
    expect(await costOf(ctx, login, password)).toMatchObject({ queries: 2 });
    const [line] = await ctx.db.select().from(auditEvents);
    expect(line).toMatchObject({
      kind: "technical-authenticated",
      actorId: null,
      targetId: account.id,
      facts: { technicalAccountId: account.id, secretId },
    });
    expect(await costOf(ctx, login, password)).toMatchObject({ queries: 1 });
    await authenticateClient(ctx, { login, password, origin: "198.51.100.7" });
    ctx.moveTo("2026-01-05T09:59:59Z");
    expect(await costOf(ctx, login, password)).toMatchObject({ queries: 2 });
    const renewed = await aTechnicalPasswordOf(ctx, account);
    await authenticateClient(ctx, { login, password: renewed.password, origin });
    ctx.moveTo("2026-01-05T10:00:00Z");
    await authenticateClient(ctx, { login, password, origin });
    await authenticateClient(ctx, { login, password, origin });
    const kind = "technical-authenticated";
    expect(await told()).toEqual([
      [kind, "09:00", origin],
      [kind, "09:00", "198.51.100.7"],
      [kind, "09:59", origin],
      [kind, "10:00", origin],
    ]);
  });
});

describe("R-1008 · R-1009 · who has the password of an account that is over is not", () => {
  test("R-1008 · T-16 · it ends 100 days after it began, to the second, and is then told so", async () => {
    const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
    const { login, password } = await aClient(ctx);
    ctx.moveTo("2017-02-18T09:21:22.999Z");
    expect((await authenticateClient(ctx, { login, password, origin })).kind).toBe("authenticated");
    ctx.moveTo("2017-02-18T09:21:23Z");
    expect(await authenticateClient(ctx, { login, password, origin })).toEqual({ kind: "expired" });
    // Only who knows it is told.
    expect((await authenticateClient(ctx, { login, password: "wrong", origin })).kind).toBe("refused");
  });

  test("R-1201 · a try with an expired password is recorded as one, and answered as before however often it is made", async () => {
    const ctx = await testContext({ now: start });
    const { login, password, account } = await aClient(ctx, { expiresAt: new Date(start) });
    for (let turn = 0; turn < 22; turn++) {
      expect(await authenticateClient(ctx, { login, password, origin })).toEqual({ kind: "expired" });
    }
    const lines = await ctx.db.select().from(auditEvents);
    expect(lines).toHaveLength(20);
    expect(lines[0]).toMatchObject({
      kind: "technical-authentication-failed",
      targetId: account.id,
      facts: { technicalAccountId: account.id, reason: "expired" },
    });
    expect(await ctx.db.select({ at: technicalSecrets.lastUsedAt }).from(technicalSecrets)).toEqual([{ at: null }]);
  });

  test("R-1009 · deleted, suspended, of an inactive structure or of no manager: refused like a stranger", async () => {
    const stops: Record<string, (ctx: TestContext, client: Awaited<ReturnType<typeof aClient>>) => Promise<unknown>> = {
      deleted: (ctx) => ctx.db.update(technicalAccounts).set({ status: "deleted" }),
      suspended: (ctx) => ctx.db.update(technicalAccounts).set({ status: "suspended" }),
      inactive: (ctx) => ctx.db.update(structures).set({ status: "inactive" }),
      vacant: (ctx, { structure }) =>
        ctx.db.transaction(async (tx) => {
          await tx.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
          await tx.update(attachments).set({ status: "ended" }).where(eq(attachments.structureId, structure.id));
        }),
      "manager deactivated": (ctx, { structure, manager }) =>
        ctx.db.transaction(async (tx) => {
          await tx.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
          await tx
            .update(accounts)
            .set({ status: "deactivated", deactivatedAt: ctx.now(), deactivationCause: "own-wish" })
            .where(eq(accounts.id, manager.account.id));
        }),
    };
    // What the client is not told, the audit trail is (R-1201).
    const reasons: Record<string, string> = {
      // Nobody's login any more, and perhaps another's tomorrow.
      deleted: "credentials",
      suspended: "suspended",
      inactive: "inactive",
      vacant: "unmanaged",
      "manager deactivated": "unmanaged",
    };
    for (const [what, stop] of Object.entries(stops)) {
      const ctx = await testContext();
      const client = await aClient(ctx);
      expect((await authenticateClient(ctx, { ...client, origin })).kind, what).toBe("authenticated");
      await stop(ctx, client);
      const before = await ctx.db.$count(auditEvents);
      const { outcome, queries } = await costOf(ctx, client.login, client.password);
      expect(outcome, what).toEqual({ kind: "refused", slowDown: 0, closedFor: null });
      expect(queries, what).toBe(4);
      const lines = await ctx.db.select().from(auditEvents).orderBy(auditEvents.position).offset(before);
      const technicalAccountId = what === "deleted" ? null : client.account.id;
      expect(lines, what).toMatchObject([
        {
          kind: "technical-authentication-failed",
          targetId: technicalAccountId,
          facts: { technicalAccountId, reason: reasons[what] },
        },
      ]);
    }
  });
});

describe("SEC-79 · failures slow down who fails, and nobody else", () => {
  test("known and unknown logins cost the same statements", async () => {
    const ctx = await testContext();
    const { login, account } = await aClient(ctx);
    await aTechnicalPasswordOf(ctx, account);
    const [known, unknown] = [await costOf(ctx, login, "wrong"), await costOf(ctx, `${login}x`, "wrong")];
    expect(known).toEqual(unknown);
    expect(known).toEqual({ outcome: { kind: "refused", slowDown: 0, closedFor: null }, queries: 4, hashes: 0 });
  });

  test("the first three are answered at once, the next ones slower and slower, the 20th ends it for a quarter", async () => {
    const ctx = await testContext({ now: start });
    const { login } = await aClient(ctx);
    const outcomes = await fails(ctx, login, 21);
    const waits = outcomes.map((outcome) => (outcome.kind === "refused" ? outcome.slowDown : Number.NaN));
    expect(waits.slice(0, 9)).toEqual([0, 0, 0, 250, 500, 1000, 2000, 4000, 4000]);
    expect(Math.max(...waits)).toBe(4000);
    expect(outcomes[19]).toEqual({ kind: "refused", slowDown: 4000, closedFor: null });
    expect(outcomes[20]).toEqual({ kind: "refused", slowDown: 0, closedFor: 900 });
    ctx.moveTo("2026-01-05T09:14:59Z");
    expect(await fails(ctx, login, 1)).toEqual([{ kind: "refused", slowDown: 0, closedFor: 1 }]);
    ctx.moveTo("2026-01-05T09:15:00Z");
    expect(await fails(ctx, login, 1)).toEqual([{ kind: "refused", slowDown: 0, closedFor: null }]);
  });

  test("the owner of the right password is let in all the while, even from where the failures come from", async () => {
    const ctx = await testContext();
    const { login, password } = await aClient(ctx);
    await fails(ctx, login, 25);
    await fails(ctx, login, 25, "198.51.100.7");
    for (const from of [origin, "198.51.100.7", "203.0.113.5"]) {
      expect((await authenticateClient(ctx, { login, password, origin: from })).kind).toBe("authenticated");
    }
  });

  test("failures at another login or from another origin slow nobody down", async () => {
    const ctx = await testContext();
    const [one, other] = [await aClient(ctx), await aClient(ctx)];
    await fails(ctx, one.login, 10);
    const [elsewhere] = await fails(ctx, one.login, 1, "198.51.100.7");
    const [another] = await fails(ctx, other.login, 1);
    expect([elsewhere, another]).toEqual(Array(2).fill({ kind: "refused", slowDown: 0, closedFor: null }));
  });

  test("parallel guesses are counted one by one", async () => {
    const ctx = await testContext();
    const { login } = await aClient(ctx);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => authenticateClient(ctx, { login, password: "wrong", origin })),
    );
    const closed = outcomes.filter((outcome) => outcome.kind === "refused" && outcome.closedFor !== null);
    expect(closed).toHaveLength(10);
  });

  test("R-1201, SEC-96 · each failure leaves one line that holds neither login nor password, and a flood of them does not", async () => {
    const ctx = await testContext();
    const { login, account } = await aClient(ctx);
    await fails(ctx, login, 25);
    const lines = await ctx.db.select().from(auditEvents);
    expect(lines).toHaveLength(20);
    for (const line of lines) {
      expect(line).toMatchObject({
        kind: "technical-authentication-failed",
        actorId: null,
        targetId: account.id,
        facts: { technicalAccountId: account.id, reason: "credentials" },
      });
    }
    const personal = await ctx.db.select().from(auditPersonalValues);
    expect(new Set(personal.map((values) => values.origin))).toEqual(new Set([origin]));
    expect(inspect([lines, personal], { depth: 9 })).not.toContain(login);
  });

  test("SEC-79 · who makes up a login for each guess comes to an end as well, and leaves no counter for each", async () => {
    const ctx = await testContext();
    const { login, password } = await aClient(ctx);
    const madeUp = Array.from({ length: 310 }, (_, number) => `TECH_0${number}@api.attache.example`);
    const outcomes = await Promise.all(
      madeUp.map((each) => authenticateClient(ctx, { login: each, password, origin })),
    );
    const closed = outcomes.filter((outcome) => outcome.kind === "refused" && outcome.closedFor !== null);
    expect(closed).toHaveLength(10);
    expect(await ctx.db.$count(auditEvents)).toBe(300);
    // The origin's own, and one for each login until the origin was closed.
    expect(await ctx.db.$count(throttleCounters)).toBe(301);
    await fails(ctx, "TECH_0more@api.attache.example", 1);
    expect(await ctx.db.$count(throttleCounters)).toBe(301);
    expect((await authenticateClient(ctx, { login, password, origin })).kind).toBe("authenticated");
  });
});
