import { expect, test } from "vitest";
import { auditPersonalValues } from "@/drizzle/schema/audit";
import { recordEvent } from "@/lib/audit/record-event";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findTrail, type TrailSort } from "./find-trail";
import { noteSupportAct } from "./support-act";

const newestFirst = { sort: "at", descending: true, page: 1, pageSize: 10 } as const;

test("R-1201 · SEC-96 · what happened to one account, newest first, with who and from where, in one statement", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const { id: targetId } = await anAccount(ctx);
  const manager = await anAccount(ctx, { givenName: "Sophie", familyName: "Martin" });
  const facts = { reason: "wrong-credentials" } as const;
  await recordEvent(
    ctx,
    { kind: "sign-in-failed", actorId: null, targetId, facts },
    { origin: "192.0.2.7", email: "typed@example.org" },
  );
  await recordEvent(ctx, { kind: "account-unlocked", actorId: manager.id, targetId, facts: {} });
  await recordEvent(ctx, { kind: "account-unlocked", actorId: targetId, targetId: manager.id, facts: {} });
  ctx.queries();
  const trail = await findTrail(ctx, administrator, { ...newestFirst, targetId });
  expect(ctx.queries()).toBe(1);
  expect(trail).toEqual({
    total: 2,
    more: false,
    rows: [
      {
        id: expect.any(String),
        at: ctx.now(),
        kind: "account-unlocked",
        actorName: "Sophie Martin",
        facts: {},
        origin: null,
        words: null,
        changes: null,
      },
      {
        id: expect.any(String),
        at: ctx.now(),
        kind: "sign-in-failed",
        actorName: null,
        facts,
        origin: "192.0.2.7",
        words: null,
        changes: null,
      },
    ],
  });
  // The typed address is not shown; once personal values are erased, the line stays.
  expect(JSON.stringify(trail)).not.toContain("typed@example.org");
  await ctx.db.delete(auditPersonalValues);
  const erased = await findTrail(ctx, administrator, { ...newestFirst, targetId });
  expect(erased.rows.map(({ origin }) => origin)).toEqual([null, null]);
});

test("R-304 · the trail comes in pages", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const targetId = ctx.id();
  for (let day = 1; day <= 7; day++) {
    ctx.moveTo(`2026-01-0${day}T09:00:00Z`);
    await recordEvent(ctx, { kind: "signed-in", actorId: targetId, targetId, facts: { sessionId: String(day) } });
  }
  const days = async (page: number) =>
    (await findTrail(ctx, administrator, { ...newestFirst, targetId, page, pageSize: 5 })).rows.map(
      ({ facts }) => facts.sessionId,
    );
  expect(await days(1)).toEqual(["7", "6", "5", "4", "3"]);
  expect(await days(2)).toEqual(["2", "1"]);
  expect(await days(9)).toEqual(["2", "1"]);
});

test("R-304 · the trail is sorted by each of its columns", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const targetId = ctx.id();
  const anna = await anAccount(ctx, { givenName: "Anna", familyName: "Martin" });
  const eric = await anAccount(ctx, { givenName: "Éric", familyName: "Martin" });
  const line = { targetId, facts: {} } as const;
  await recordEvent(ctx, { ...line, kind: "account-unlocked", actorId: eric.id }, { origin: "192.0.2.7" });
  await recordEvent(ctx, { ...line, kind: "signed-in", actorId: null, facts: { sessionId: "1" } });
  await recordEvent(ctx, { ...line, kind: "account-unlocked", actorId: anna.id }, { origin: "192.0.2.5" });
  const sorted = async (sort: TrailSort, descending = false) =>
    (await findTrail(ctx, administrator, { ...newestFirst, sort, descending, targetId })).rows
      .map(({ actorName }) => actorName?.charAt(0) ?? "-")
      .join("");
  expect(await sorted("at")).toBe("É-A");
  expect(await sorted("at", true)).toBe("A-É");
  expect(await sorted("kind")).toBe("AÉ-");
  expect(await sorted("actor")).toBe("AÉ-");
  expect(await sorted("actor", true)).toBe("ÉA-");
  expect(await sorted("details")).toBe("-AÉ");
  expect(await sorted("origin")).toBe("AÉ-");
});

test("SEC-70 · SEC-96 · the trail shows what support wrote, as long as it is kept; then the act alone", async () => {
  const ctx = await testContext();
  const act = await aSupportAct(ctx, { reason: "Called back" });
  const targetId = ctx.id();
  await noteSupportAct(ctx, act, { name: "end-sessions", targetId });
  const linesNow = async () =>
    (await findTrail(ctx, act.administrator, { ...newestFirst, targetId })).rows.map(({ facts, words }) => ({
      facts,
      words,
    }));
  expect(await linesNow()).toEqual([{ facts: { act: "end-sessions" }, words: "Called back" }]);
  await ctx.db.delete(auditPersonalValues);
  expect(await linesNow()).toEqual([{ facts: { act: "end-sessions" }, words: null }]);
});

test("R-1201 · SEC-96 · the trail shows what was replaced, as long as it is kept", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const targetId = ctx.id();
  const changes = { phone: { from: "+33612345678", to: null } };
  await recordEvent(
    ctx,
    { kind: "profile-updated", actorId: targetId, targetId, facts: { fields: ["phone"] } },
    { changes },
  );
  const shown = async () =>
    (await findTrail(ctx, administrator, { ...newestFirst, targetId })).rows.map((line) => line.changes);
  expect(await shown()).toEqual([changes]);
  await ctx.db.delete(auditPersonalValues);
  expect(await shown()).toEqual([null]);
});
