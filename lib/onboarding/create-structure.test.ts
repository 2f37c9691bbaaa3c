import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments, feedEvents, subscriptions } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { openWorkspaces } from "@/drizzle/schema/workspace";
import type { IdentifierType } from "@/lib/structure/identifier";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, aSessionOf } from "@/lib/testing/people";
import { siretNumber } from "@/lib/testing/siret-number";
import { createStructure, type StructureCreation } from "./create-structure";
import { findCase } from "./find-case";

const details = {
  legalName: "Scierie Lefèvre",
  label: null,
  ...{
    addressLine1: "1 rue",
    addressLine2: null,
    addressLine3: null,
    postcode: "35000",
    city: "Rennes",
    country: "FR",
  },
  purposes: { paymentRequests: true, dume: false },
};

async function creationOf(
  ctx: TestContext,
  identifier: string,
  identifierType: IdentifierType = "SIRET",
): Promise<StructureCreation> {
  const found = await findCase(ctx, { identifierType, identifier });
  if (found.kind !== "create-from-registry" && found.kind !== "create-typed") throw new Error(found.kind);
  return { found, details };
}

async function aPerson() {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  return { ctx, account, actor: (await aSessionOf(ctx, account)).actor };
}

test("R-853 · R-702 · whoever creates a structure manages it at once, with the usual workspaces", async () => {
  const { ctx, account, actor } = await aPerson();
  const outcome = await createStructure(ctx, actor, await creationOf(ctx, siretNumber(9_000_010)));
  if (outcome.kind !== "created") throw new Error(outcome.kind);
  const { structureId } = outcome;
  expect(await ctx.db.select().from(structures)).toMatchObject([
    { id: structureId, legalName: "Scierie Lefèvre", sector: "private", managerVacantSince: null },
  ]);
  expect(await ctx.db.select().from(attachments)).toMatchObject([
    { accountId: account.id, structureId, role: "primary-manager", status: "approved" },
  ]);
  const opened = (await ctx.db.select().from(openWorkspaces)).map(({ workspace }) => workspace).sort();
  expect(opened).toEqual(["FACTURES_EMISES", "SOLLICITATIONS_EMISES"]);
  expect(await ctx.db.$count(subscriptions, eq(subscriptions.access, "write"))).toBe(2);
  expect(await ctx.db.select().from(feedEvents)).toMatchObject([{ kind: "structure-created", accountId: account.id }]);
  const trail = (await ctx.db.select().from(auditEvents)).map(({ kind }) => kind);
  expect(trail).toEqual(["structure-created", "attachment-approved", "subscription-opened"]);
});

test("R-853 · a foreign company is created without any register", async () => {
  const { ctx, actor } = await aPerson();
  const outcome = await createStructure(ctx, actor, await creationOf(ctx, "F95709", "TAHITI"));
  expect(outcome.kind).toBe("created");
  expect(ctx.sirene.asked).toEqual([]);
});

test("R-320 · a public body goes to the administrators' queue, never to the first comer", async () => {
  const { ctx, account, actor } = await aPerson();
  const outcome = await createStructure(ctx, actor, await creationOf(ctx, "13002526500013"));
  if (outcome.kind !== "waiting") throw new Error(outcome.kind);
  const rows = await ctx.db.select().from(attachments);
  expect(rows).toMatchObject([{ id: outcome.attachmentId, accountId: account.id, role: "member", status: "pending" }]);
  expect(await ctx.db.select().from(structures)).toMatchObject([{ sector: "public", managerVacantSince: ctx.now() }]);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([{ recipient: ctx.env.SUPPORT_EMAIL }]);
});

test("R-320 · R-853 · while the register is down, no SIRET is opened", async () => {
  const { ctx, actor } = await aPerson();
  ctx.sirene.alwaysAnswers = { kind: "unavailable" };
  const creation = await creationOf(ctx, "13002526500013");
  expect(await createStructure(ctx, actor, creation)).toEqual({ kind: "register-unavailable" });
  expect(await ctx.db.$count(structures)).toBe(0);
});

test("R-101 · of five people who create one structure at once, one does", async () => {
  const ctx = await testContext();
  const creation = await creationOf(ctx, siretNumber(9_000_011));
  const people = [];
  for (let count = 0; count < 5; count++) people.push((await aSessionOf(ctx, await anAccount(ctx))).actor);
  const outcomes = await Promise.all(people.map((actor) => createStructure(ctx, actor, creation)));
  expect(outcomes.filter(({ kind }) => kind === "created")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "identifier-taken")).toHaveLength(4);
  expect([await ctx.db.$count(structures), await ctx.db.$count(attachments)]).toEqual([1, 1]);
});

test("R-853 · the twenty-first structure in a day waits for tomorrow", async () => {
  const { ctx, actor } = await aPerson();
  for (let count = 0; count < 20; count++) {
    const creation = await creationOf(ctx, siretNumber(9_000_100 + count));
    expect((await createStructure(ctx, actor, creation)).kind).toBe("created");
  }
  const creation = await creationOf(ctx, siretNumber(9_000_200));
  expect(await createStructure(ctx, actor, creation)).toEqual({ kind: "too-many-structures" });
});
