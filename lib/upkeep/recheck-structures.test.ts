import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { feedEvents } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import type { Context } from "@/lib/platform/context";
import type { SireneEstablishment } from "@/lib/platform/sirene-establishment";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aStructure, type Structure } from "@/lib/testing/people";
import { countStructuresToRecheck, recheckStructures } from "./recheck-structures";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countStructuresToRecheck(ctx);
  expect(await recheckStructures(ctx)).toBe(due);
  return due;
}

function registerSays(ctx: TestContext, { identifier }: Structure, said: Partial<SireneEstablishment> = {}): void {
  const establishment: SireneEstablishment = {
    siret: identifier,
    denomination: "MENUISERIE LEFEVRE",
    addressLine1: "1 RUE DU REGISTRE",
    postcode: "29000",
    city: "QUIMPER",
    country: "FR",
    active: true,
    diffusible: true,
    naturalPerson: false,
    publicBody: false,
    ...said,
  };
  ctx.sirene.answers.set(identifier, { kind: "found", establishment });
}

const closed = { active: false, closedOn: "2026-01-31" };
const sheetOf = async (ctx: Context, { id }: Structure) =>
  (await ctx.db.select().from(structures).where(eq(structures.id, id)))[0];
const kindsOf = async (ctx: Context) =>
  (await ctx.db.select().from(auditEvents).orderBy(auditEvents.position)).map(({ kind, facts }) => ({ kind, facts }));

test("R-801 · N-20 · managers are told once that the register closed their structure, which stays active", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const deputy = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  await aMemberOf(ctx, structure);
  registerSays(ctx, structure, closed);
  expect(await runAt(ctx, "2026-02-01T09:00:00Z")).toBe(1);
  expect(await sheetOf(ctx, structure)).toMatchObject({
    status: "active",
    registryClosedOn: "2026-01-31",
    registryCheckedAt: ctx.now(),
    // Verified long ago: its sheet is its people's.
    legalName: structure.legalName,
    version: structure.version,
  });
  expect(await runAt(ctx, "2026-02-03T09:00:00Z")).toBe(1);
  const mails = await ctx.db.select().from(outboxMessages);
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(
    [manager.account.contactEmail, deputy.account.contactEmail].sort(),
  );
  expect(mails[0]?.message).toEqual({ kind: "structure-closed-in-register", structureId: structure.id });
  const feed = await ctx.db.select().from(feedEvents);
  expect(feed.map(({ kind, accountId }) => [kind, accountId]).sort()).toEqual(
    [manager, deputy].map(({ account }) => ["structure-closed-in-register", account.id]).sort(),
  );
  expect(await kindsOf(ctx)).toEqual([{ kind: "registry-rechecked", facts: { outcome: "closed" } }]);
});

test("R-801 · a structure that opens again is no longer shown as closed; closed once more, its managers hear of it", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  registerSays(ctx, structure, closed);
  await runAt(ctx, "2026-02-01T09:00:00Z");
  registerSays(ctx, structure);
  await runAt(ctx, "2026-02-03T09:00:00Z");
  expect(await sheetOf(ctx, structure)).toMatchObject({ registryClosedOn: null });
  expect(await ctx.db.$count(outboxMessages)).toBe(1);
  registerSays(ctx, structure, { ...closed, closedOn: "2026-02-04" });
  await runAt(ctx, "2026-02-05T09:00:00Z");
  expect(await ctx.db.$count(outboxMessages)).toBe(2);
  expect((await kindsOf(ctx)).map(({ facts }) => facts)).toEqual([
    { outcome: "closed" },
    { outcome: "found" },
    { outcome: "closed" },
  ]);
});

test("R-207 · a sheet typed by hand takes over the register's words and is verified", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { registryCheckedAt: null, addressLine2: "Bâtiment B" });
  await aManagerOf(ctx, structure);
  registerSays(ctx, structure);
  expect(await runAt(ctx, "2026-01-05T10:00:00Z")).toBe(1);
  expect(await sheetOf(ctx, structure)).toMatchObject({
    registryCheckedAt: ctx.now(),
    legalName: "MENUISERIE LEFEVRE",
    addressLine1: "1 RUE DU REGISTRE",
    addressLine2: null,
    version: structure.version + 1,
  });
  // Written in one trip, in no order.
  expect((await kindsOf(ctx)).map(({ kind }) => kind).sort()).toEqual(["registry-rechecked", "structure-refreshed"]);
  expect(await ctx.db.$count(outboxMessages)).toBe(0);
});

test("R-206 · what the register masks wipes nothing that was typed; the address is hidden from now on", async () => {
  const ctx = await testContext();
  const masked = { diffusible: false, denomination: "", addressLine1: "", postcode: "", city: "", naturalPerson: true };
  const typed = await aStructure(ctx, { registryCheckedAt: null });
  const verified = await aStructure(ctx);
  for (const structure of [typed, verified]) registerSays(ctx, structure, masked);
  expect(await runAt(ctx, "2026-01-06T09:00:00Z")).toBe(2);
  for (const structure of [typed, verified]) {
    const { legalName, addressLine1, postcode, city } = structure;
    expect(await sheetOf(ctx, structure)).toMatchObject({
      legalName,
      addressLine1,
      postcode,
      city,
      addressDisclosed: false,
      registryCheckedAt: ctx.now(),
    });
  }
});

test("R-207 · a SIRET that the register does not know stays unverified and is asked about the next day; the trail says it once", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { registryCheckedAt: null });
  ctx.sirene.answers.set(structure.identifier, { kind: "not-found", authoritative: true });
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-01-06T08:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-01-06T09:00:00Z")).toBe(1);
  expect(await sheetOf(ctx, structure)).toMatchObject({ registryCheckedAt: null, registryClosedOn: null });
  expect(await kindsOf(ctx)).toEqual([{ kind: "registry-rechecked", facts: { outcome: "not-found" } }]);
  expect(ctx.sirene.asked).toHaveLength(2);
});

test("R-207 · R-320 · a public body that somebody got while the register was down stays in support's queue", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { registryCheckedAt: null });
  registerSays(ctx, structure, { publicBody: true });
  expect(await runAt(ctx, "2026-01-05T09:00:00Z")).toBe(1);
  expect(await sheetOf(ctx, structure)).toMatchObject({
    registryCheckedAt: null,
    legalName: structure.legalName,
    sector: "private",
  });
});

test("R-207 · the unverified come first, then those asked about longest ago; twenty a run, none twice within 24 hours", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const checked = [];
  for (let n = 0; n < 20; n++) {
    const registryCheckedAt = new Date(ctx.now().getTime() - (n + 1) * 86_400_000);
    checked.push(await aStructure(ctx, { registryCheckedAt, opened: [] }));
  }
  const typed = [
    await aStructure(ctx, { registryCheckedAt: null, opened: [] }),
    await aStructure(ctx, { registryCheckedAt: null, opened: [] }),
  ];
  await aStructure(ctx, { registryCheckedAt: new Date("2026-01-04T09:00:01Z"), opened: [] });
  await aStructure(ctx, { status: "inactive", registryCheckedAt: null, opened: [] });
  await aStructure(ctx, { identifierType: "TAHITI", identifier: "A12345", registryCheckedAt: null, opened: [] });
  expect(await recheckStructures(ctx)).toBe(20);
  const oldest = checked.toReversed().map(({ identifier }) => identifier);
  expect(ctx.sirene.asked.slice(0, 2).sort()).toEqual(typed.map(({ identifier }) => identifier).sort());
  expect(ctx.sirene.asked.slice(2)).toEqual(oldest.slice(0, 18));
  // What is left comes next, and then nothing.
  expect(await recheckStructures(ctx)).toBe(2);
  expect(await recheckStructures(ctx)).toBe(0);
  expect(ctx.sirene.asked.slice(20)).toEqual(oldest.slice(18));
});

test("SEC-18 · R-207 · once the register does not answer, nobody else is asked about and nothing changes", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 3; n++) await aStructure(ctx, { registryCheckedAt: null });
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  const before = await ctx.db.select().from(structures);
  expect(await recheckStructures(ctx)).toBe(0);
  expect(ctx.sirene.asked).toHaveLength(1);
  expect(await ctx.db.select().from(structures)).toEqual(before);
  ctx.sirene.alwaysAnswers = null;
  expect(await runAt(ctx, "2026-01-05T10:00:00Z")).toBe(3);
});

test("SEC-97 · two instances at once ask the register about each structure once", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 6; n++) {
    const structure = await aStructure(ctx, { opened: [] });
    await aManagerOf(ctx, structure);
    registerSays(ctx, structure, closed);
  }
  ctx.moveTo("2026-02-01T09:00:00Z");
  const counts = await Promise.all([recheckStructures(ctx), recheckStructures(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  expect(ctx.sirene.asked).toHaveLength(6);
  expect(await ctx.db.$count(outboxMessages)).toBe(6);
});

test("R-207 · no transaction is open while the register is asked: the embedded database has one connection", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { registryCheckedAt: null });
  registerSays(ctx, structure);
  const { lookUp } = ctx.sirene;
  let open = -1;
  ctx.sirene.lookUp = async (siret) => {
    const { rows } = await ctx.db.execute<{ count: string }>(
      "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    open = Number(rows[0]?.count);
    return lookUp(siret);
  };
  expect(await recheckStructures(ctx)).toBe(1);
  expect(open).toBe(0);
});

test("R-170 · a structure whose identifier changes while the register is asked is left alone", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { registryCheckedAt: null });
  registerSays(ctx, structure);
  const { lookUp } = ctx.sirene;
  ctx.sirene.lookUp = async (siret) => {
    await ctx.db.update(structures).set({ identifier: "81880244900038" }).where(eq(structures.id, structure.id));
    return lookUp(siret);
  };
  expect(await recheckStructures(ctx)).toBe(0);
  expect(await sheetOf(ctx, structure)).toMatchObject({ registryCheckedAt: null, legalName: structure.legalName });
});
