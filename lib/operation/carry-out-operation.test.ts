import { asc, eq, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { sessions } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { operationRows, operations } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import type { Actor } from "@/lib/attachment/actor";
import { inTransaction } from "@/lib/platform/context";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  type Structure,
} from "@/lib/testing/people";
import { untilOneWaits } from "@/lib/testing/until-one-waits";
import { cancelOperation } from "./cancel-operation";
import { carryOutOperation } from "./carry-out-operation";
import { startOperation } from "./start-operation";
import { takeLease } from "./take-lease";

const SEVERAL = 30;

test("R-907 · thirty requests validated at once: each alone, each with its mail and its line of audit", async () => {
  const { ctx, structure, actor } = await aDesk();
  const ids = await pendingRequests(ctx, structure, SEVERAL);
  const operationId = await started(ctx, actor, ids);

  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });

  expect(await resultsOf(ctx, operationId)).toEqual(ids.map(() => ["done", "approved"]));
  expect(await operationOf(ctx, operationId)).toMatchObject({ finishedAt: ctx.now(), leasedUntil: null });
  const decided = await ctx.db.select().from(attachments).where(eq(attachments.decidedBy, actor.accountId));
  expect(decided.map(({ status, role }) => `${status} ${role}`)).toEqual(ids.map(() => "approved member"));
  expect(await ctx.db.select().from(outboxMessages)).toHaveLength(SEVERAL);
  expect(await auditsOf(ctx, "attachment-approved")).toHaveLength(SEVERAL);
});

test("SEC-64 R-907 · a list with foreign, stale, doubled and odd rows: each is told, the good ones are treated", async () => {
  const { ctx, structure, actor } = await aDesk();
  const [good, stale, gone] = await pendingRequests(ctx, structure, 3);
  const other = await aStructure(ctx);
  await aManagerOf(ctx, other);
  const [foreign] = await pendingRequests(ctx, other, 1);
  // He is a plain member there: he sees that structure, and may not decide for it.
  const third = await aStructure(ctx);
  await aMemberOf(ctx, third, { account: await accountOf(ctx, actor) });
  const [unmanaged] = await pendingRequests(ctx, third, 1);
  await ctx.db
    .update(attachments)
    .set({ status: "cancelled" })
    .where(eq(attachments.id, String(stale)));
  await ctx.db.delete(attachments).where(eq(attachments.id, String(gone)));

  const operationId = await started(ctx, actor, [good, good, stale, gone, foreign, unmanaged, "odd"].map(String));
  const logged = vi.spyOn(console, "info").mockImplementation(() => {});
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });

  expect(await resultsOf(ctx, operationId)).toEqual([
    ["done", "approved"],
    ["failed", "already-decided"],
    ["failed", "already-decided"],
    ["failed", "not-found"],
    ["failed", "not-found"],
    ["failed", "not-found"],
    ["failed", "error"],
  ]);
  expect(logged.mock.calls.flat().join("\n")).toContain("operation-row-failed");
  const [untouched] = await ctx.db
    .select()
    .from(attachments)
    .where(eq(attachments.id, String(foreign)));
  expect(untouched?.status).toBe("pending");
});

test("SEC-67 · whoever is no manager any more when his rows come up decides nothing", async () => {
  const { ctx, structure, actor } = await aDesk({ role: "secondary-manager" });
  const operationId = await started(ctx, actor, await pendingRequests(ctx, structure, 2));
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.accountId, actor.accountId));
  await carryOutOperation(ctx, actor, operationId);
  expect(await resultsOf(ctx, operationId)).toEqual([
    ["failed", "not-permitted"],
    ["failed", "not-permitted"],
  ]);
});

test("R-907 · a refused selection carries its one reason to each request", async () => {
  const { ctx, structure, actor } = await aDesk();
  const [attachmentId = ""] = await pendingRequests(ctx, structure, 1);
  const { operationId } = await startOperation(ctx, actor, {
    kind: "attachments-refuse",
    request: { reason: "Inconnus de nos services" },
    rows: [{ target: { attachmentId }, label: "Camille Martin" }],
    returnPath: "/gestionnaire",
  });
  await carryOutOperation(ctx, actor, operationId);
  const [refused] = await ctx.db.select().from(attachments).where(eq(attachments.id, attachmentId));
  expect(refused).toMatchObject({ status: "refused", refusalReason: "Inconnus de nos services" });
});

test("R-1404 · a process that dies leaves its rows to the next one: none is lost, none is treated twice", async () => {
  const { ctx, structure, actor } = await aDesk();
  const ids = await pendingRequests(ctx, structure, SEVERAL);
  const operationId = await started(ctx, actor, ids);

  await expect(carryOutOperation(dyingAfter(ctx, 12), actor, operationId)).rejects.toThrow("the machine is gone");
  expect((await resultsOf(ctx, operationId)).filter(([status]) => status === "done")).toHaveLength(12);
  // Nobody knows yet that it is dead.
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "busy" });

  ctx.moveTo("2026-01-05T09:01:00Z");
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });
  expect(await resultsOf(ctx, operationId)).toEqual(ids.map(() => ["done", "approved"]));
  expect(await auditsOf(ctx, "attachment-approved")).toHaveLength(SEVERAL);
});

test("R-1404 · two processes at once: one works, the other leaves it alone", async () => {
  const { ctx, structure, actor } = await aDesk();
  const ids = await pendingRequests(ctx, structure, SEVERAL);
  const operationId = await started(ctx, actor, ids);
  const outcomes = await Promise.all([1, 2, 3].map(() => carryOutOperation(ctx, actor, operationId)));
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["busy", "busy", "finished"]);
  expect(await resultsOf(ctx, operationId)).toEqual(ids.map(() => ["done", "approved"]));
});

test("R-1404 · a slow process that was taken over stops: each row still has one result", async () => {
  const { ctx, structure, actor } = await aDesk();
  const ids = await pendingRequests(ctx, structure, SEVERAL);
  const operationId = await started(ctx, actor, ids);
  // The clock of the second one says that the first one's time is over.
  const later = { ...ctx, now: () => new Date(ctx.now().getTime() + 60_000) };
  const [first, second] = await Promise.all([
    carryOutOperation(ctx, actor, operationId),
    afterTheFirstRow(ctx, operationId).then(() => carryOutOperation(later, actor, operationId)),
  ]);
  expect([first.kind, second.kind]).toEqual(["interrupted", "finished"]);
  expect(await resultsOf(ctx, operationId)).toEqual(ids.map(() => ["done", "approved"]));
  expect(await auditsOf(ctx, "attachment-approved")).toHaveLength(SEVERAL);
});

test("R-508 SEC-65 · an erasure that holds the structure writes on a list that is worked through: neither fails", async () => {
  const { ctx, structure, actor } = await aDesk();
  const operationId = await started(ctx, actor, await pendingRequests(ctx, structure, 1));
  let worked: ReturnType<typeof carryOutOperation> | undefined;
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select from structures where id = ${structure.id} for no key update`);
    worked = carryOutOperation(ctx, actor, operationId);
    await untilOneWaits(ctx);
    // What an erasure does next. Were the row locked, each would wait for the other.
    await tx.db.execute(sql`set local lock_timeout = '500ms'`);
    await tx.db.update(operationRows).set({ label: "Compte effacé" }).where(eq(operationRows.operationId, operationId));
  });
  expect(await worked).toEqual({ kind: "finished" });
  expect(await ctx.db.select().from(operationRows)).toMatchObject([
    { label: "Compte effacé", status: "done", outcome: "approved" },
  ]);
});

test("R-907 SEC-65 · a row that the database gave up twice, because acts waited for each other, is treated all the same", async () => {
  const { ctx, structure, actor } = await aDesk();
  const operationId = await started(ctx, actor, await pendingRequests(ctx, structure, 2));
  await ctx.db.execute(sql`create sequence tries`);
  await ctx.db.execute(sql`
    create function give_up() returns trigger language plpgsql as $$
    begin
      if nextval('tries') <= 2 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
      return new;
    end $$`);
  await ctx.db.execute(
    sql`create trigger give_up before update on attachments for each row execute function give_up()`,
  );
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });
  expect(await resultsOf(ctx, operationId)).toEqual([
    ["done", "approved"],
    ["done", "approved"],
  ]);
  expect(await auditsOf(ctx, "attachment-approved")).toHaveLength(2);
});

test("R-1404 · what is cancelled stops at the row it is at; what is done stays done", async () => {
  const { ctx, structure, actor } = await aDesk();
  const operationId = await started(ctx, actor, await pendingRequests(ctx, structure, SEVERAL));
  const [worked] = await Promise.all([
    carryOutOperation(ctx, actor, operationId),
    afterTheFirstRow(ctx, operationId).then(() => cancelOperation(ctx, actor, operationId)),
  ]);
  expect(worked).toEqual({ kind: "interrupted" });
  const results = await resultsOf(ctx, operationId);
  const done = results.filter(([status]) => status === "done").length;
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(SEVERAL);
  expect(results.filter(([status]) => status === "waiting")).toHaveLength(SEVERAL - done);
  expect(await auditsOf(ctx, "attachment-approved")).toHaveLength(done);
  ctx.moveTo("2026-01-05T10:00:00Z");
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "busy" });
});

test("R-423 SEC-44 · signing out stops what the session began; another session of the same person goes on", async () => {
  const { ctx, structure, actor } = await aDesk();
  const ids = await pendingRequests(ctx, structure, SEVERAL);
  const operationId = await started(ctx, actor, ids);
  const elsewhere = (await aSessionOf(ctx, await accountOf(ctx, actor))).actor;
  const [worked] = await Promise.all([
    carryOutOperation(ctx, actor, operationId),
    afterTheFirstRow(ctx, operationId).then(() => endSession(ctx, actor)),
  ]);
  expect(worked).toEqual({ kind: "interrupted" });
  const waiting = (await resultsOf(ctx, operationId)).filter(([status]) => status === "waiting").length;
  expect(waiting).toBeGreaterThan(0);
  expect(await auditsOf(ctx, "attachment-approved")).toHaveLength(SEVERAL - waiting);

  ctx.moveTo("2026-01-05T09:01:00Z");
  // The dead session takes nothing up again either.
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "busy" });
  expect(await carryOutOperation(ctx, elsewhere, operationId)).toEqual({ kind: "finished" });
  expect(await resultsOf(ctx, operationId)).toEqual(ids.map(() => ["done", "approved"]));
  expect(await auditsOf(ctx, "attachment-approved")).toHaveLength(SEVERAL);
});

test("R-1404 · a lease that is taken already is worked with, by nobody else", async () => {
  const { ctx, structure, actor } = await aDesk();
  const operationId = await started(ctx, actor, await pendingRequests(ctx, structure, 2));
  const lease = await takeLease(ctx, actor, operationId);
  if (!lease) throw new Error("no lease");
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "busy" });
  expect(await carryOutOperation(ctx, actor, lease)).toEqual({ kind: "finished" });
  expect(await resultsOf(ctx, operationId)).toEqual([
    ["done", "approved"],
    ["done", "approved"],
  ]);
});

test("R-1202 · nobody carries out somebody else's operation", async () => {
  const { ctx, structure, actor } = await aDesk();
  const operationId = await started(ctx, actor, await pendingRequests(ctx, structure, 1));
  const stranger = await aSessionOf(ctx, await anAccount(ctx));
  expect(await carryOutOperation(ctx, stranger.actor, operationId)).toEqual({ kind: "busy" });
  expect(await resultsOf(ctx, operationId)).toEqual([["waiting", null]]);
});

test("an operation of another release fails row by row, and says so", async () => {
  const { ctx, structure, actor } = await aDesk();
  const operationId = await started(ctx, actor, await pendingRequests(ctx, structure, 2));
  await ctx.db.update(operations).set({ kind: "from-tomorrow" }).where(eq(operations.id, operationId));
  vi.spyOn(console, "info").mockImplementation(() => {});
  expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });
  expect(await resultsOf(ctx, operationId)).toEqual([
    ["failed", "error"],
    ["failed", "error"],
  ]);
});

async function aDesk(manager: Parameters<typeof aManagerOf>[2] = {}) {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure, manager);
  const { actor } = await aSessionOf(ctx, account);
  return { ctx, structure, actor };
}

async function pendingRequests(ctx: TestContext, structure: Structure, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number++) ids.push((await aPendingRequest(ctx, structure)).attachment.id);
  return ids;
}

async function started(ctx: TestContext, actor: Actor, ids: string[]): Promise<string> {
  const rows = ids.map((attachmentId, index) => ({ target: { attachmentId }, label: `Demande ${index + 1}` }));
  const kind = "attachments-approve";
  const { operationId } = await startOperation(ctx, actor, { kind, request: {}, rows, returnPath: "/gestionnaire" });
  return operationId;
}

async function resultsOf(ctx: TestContext, operationId: string) {
  const rows = await ctx.db
    .select()
    .from(operationRows)
    .where(eq(operationRows.operationId, operationId))
    .orderBy(asc(operationRows.position));
  return rows.map(({ status, outcome }) => [status, outcome]);
}

async function operationOf(ctx: TestContext, operationId: string) {
  const [operation] = await ctx.db.select().from(operations).where(eq(operations.id, operationId));
  return operation;
}

function auditsOf(ctx: TestContext, kind: string) {
  return ctx.db.select().from(auditEvents).where(eq(auditEvents.kind, kind));
}

async function accountOf(ctx: TestContext, actor: Actor) {
  const account = await ctx.db.query.accounts.findFirst({ where: (row, { eq }) => eq(row.id, actor.accountId) });
  if (!account) throw new Error("no account");
  return account;
}

async function endSession(ctx: TestContext, actor: Actor): Promise<void> {
  await ctx.db.update(sessions).set({ endedAt: ctx.now() }).where(eq(sessions.id, actor.sessionId));
}

/** A machine that goes dark after so many rows, without a word. */
function dyingAfter(ctx: TestContext, rows: number): TestContext {
  let begun = 0;
  const db = new Proxy(ctx.db, {
    get(target, name, receiver) {
      if (name !== "transaction") return Reflect.get(target, name, receiver);
      return (...work: Parameters<typeof target.transaction>) => {
        if (begun++ === rows) throw new Error("the machine is gone");
        return target.transaction(...work);
      };
    },
  });
  return { ...ctx, db };
}

async function afterTheFirstRow(ctx: TestContext, operationId: string): Promise<void> {
  const states = async () => (await resultsOf(ctx, operationId)).map(([status]) => status);
  await vi.waitFor(async () => expect(await states()).toContain("done"), { interval: 2, timeout: 30_000 });
}
