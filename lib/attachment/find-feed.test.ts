import { expect, test } from "vitest";
import { feedEvents } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPendingRequest, aSessionOf, aStructure } from "@/lib/testing/people";
import { findFeed } from "./find-feed";
import { tellFeed } from "./tell-feed";

test("R-307 · everyone reads his own feed, newest first, and nobody else's", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { label: "Siège" });
  const { account } = await aManagerOf(ctx, structure);
  const stranger = await anAccount(ctx);
  await tellFeed(ctx, [
    { accountId: account.id, structureId: structure.id, kind: "structure-created" },
    { accountId: stranger.id, structureId: structure.id, kind: "attachment-requested" },
  ]);
  ctx.moveTo("2026-01-05T09:05:00Z");
  const asked = { structureId: structure.id, kind: "attachment-requested-by" } as const;
  const named = { personId: stranger.id, personName: "Inès Moreau" };
  await tellFeed(ctx, [{ accountId: account.id, ...asked, ...named }]);
  await tellFeed(ctx, []);

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const feed = await findFeed(ctx, actor);
  expect(ctx.queries()).toBe(1);
  const { identifierType, identifier } = structure;
  const common = {
    structure: { identifierType, identifier, designation: "Siège" },
    department: null,
    workspace: null,
    id: expect.any(String),
  };
  expect(feed).toEqual([
    { ...common, kind: "attachment-requested-by", personName: "Inès Moreau", happenedAt: ctx.now() },
    { ...common, kind: "structure-created", personName: null, happenedAt: new Date("2026-01-05T09:00:00Z") },
  ]);
  const theirs = await findFeed(ctx, (await aSessionOf(ctx, stranger)).actor);
  expect(theirs.map(({ kind }) => kind)).toEqual(["attachment-requested"]);
});

test("R-307, R-1105 · a line tells the workspace and the department it is about", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const departmentId = ctx.id();
  await ctx.db.insert(departments).values({
    id: departmentId,
    structureId: structure.id,
    code: "COMPTA",
    name: "Comptabilité",
    validFrom: "2020-01-01",
  });
  const named = { personId: (await anAccount(ctx)).id, personName: "Inès Moreau" };
  const about = { accountId: account.id, structureId: structure.id, departmentId, ...named };
  await tellFeed(ctx, [{ ...about, kind: "subscription-requested-by", workspace: "SUIVI_FLUX" }]);
  expect(await findFeed(ctx, (await aSessionOf(ctx, account)).actor)).toMatchObject([
    {
      kind: "subscription-requested-by",
      workspace: "SUIVI_FLUX",
      department: "Comptabilité",
      personName: "Inès Moreau",
      structure: { designation: structure.legalName },
    },
  ]);
});

test("R-307 · a line of another release, which has no sentence yet, is left out", async () => {
  const ctx = await testContext();
  const account = await anAccount(ctx);
  await ctx.db
    .insert(feedEvents)
    .values({ id: ctx.id(), accountId: account.id, kind: "from-tomorrow", happenedAt: ctx.now() });
  expect(await findFeed(ctx, (await aSessionOf(ctx, account)).actor)).toEqual([]);
});

test("SEC-63 · R-152 · the feed of who is not attached to a private individual does not tell the name", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, {
    identifierType: "PARTICULIER",
    identifier: "2701201456",
    legalName: "Anne Martin",
  });
  const { account: waiting } = await aPendingRequest(ctx, structure);
  const { account: member } = await aMemberOf(ctx, structure);
  for (const { id } of [waiting, member]) {
    await tellFeed(ctx, [{ accountId: id, structureId: structure.id, kind: "attachment-requested" }]);
  }
  const designationFor = async (account: typeof waiting) =>
    (await findFeed(ctx, (await aSessionOf(ctx, account)).actor))[0]?.structure?.designation;
  expect(await designationFor(waiting)).toBe("2*********");
  expect(await designationFor(member)).toBe("Anne Martin");
});
