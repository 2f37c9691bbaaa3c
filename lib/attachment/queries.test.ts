import { expect, test } from "vitest";
import { feedEvents, subscriptions } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
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
import type { Subscriber } from "./actor";
import { asSubscriber } from "./actor";
import { listFeed, listWorkspaceStructures } from "./queries";
import { tellFeed } from "./tell-feed";

function subscribed(subscriber: Subscriber | null): Subscriber {
  if (!subscriber) throw new Error("not subscribed");
  return subscriber;
}

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
  const asked = { structureId: structure.id, kind: "attachment-requested-by", personName: "Inès Moreau" } as const;
  await tellFeed(ctx, [{ accountId: account.id, ...asked }]);
  await tellFeed(ctx, []);

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const feed = await listFeed(ctx, actor);
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
  const theirs = await listFeed(ctx, (await aSessionOf(ctx, stranger)).actor);
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
  const about = { accountId: account.id, structureId: structure.id, departmentId, personName: "Inès Moreau" };
  await tellFeed(ctx, [{ ...about, kind: "subscription-requested-by", workspace: "SUIVI_FLUX" }]);
  expect(await listFeed(ctx, (await aSessionOf(ctx, account)).actor)).toMatchObject([
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
  expect(await listFeed(ctx, (await aSessionOf(ctx, account)).actor)).toEqual([]);
});

test("S-18, R-1208 · a subscriber sees the structures he may enter the workspace for, and who manages them", async () => {
  const ctx = await testContext();
  const [mine, other, pending] = [
    await aStructure(ctx, { legalName: "Zinguerie Martin", label: "Atelier" }),
    await aStructure(ctx, { legalName: "Boulangerie" }),
    await aStructure(ctx),
  ];
  const principal = await aManagerOf(ctx, mine, {
    account: await anAccount(ctx, { givenName: "Sophie", familyName: "Bernard" }),
  });
  await aManagerOf(ctx, mine, {
    role: "secondary-manager",
    account: await anAccount(ctx, { givenName: "Léo", familyName: "Arnaud" }),
  });
  await aManagerOf(ctx, mine, { role: "secondary-manager", status: "suspended" });
  await aManagerOf(ctx, mine, { role: "secondary-manager", account: await anAccount(ctx, DEACTIVATED) });
  const { account } = await aMemberOf(ctx, mine, { workspaces: ["FACTURES_EMISES", "SUIVI_FLUX"] });
  await aManagerOf(ctx, other);
  await aPendingRequest(ctx, pending, { account, workspaces: ["FACTURES_EMISES"] });
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: other.id, code: "COMPTA", name: "Comptabilité", validFrom: "2020-01-01" });
  await aMemberOf(ctx, other, { account, workspaces: [] });
  const dates = { requestedAt: ctx.now(), decidedAt: ctx.now() };
  const one = {
    accountId: account.id,
    structureId: other.id,
    departmentId,
    workspace: "FACTURES_EMISES",
    ...dates,
  } as const;
  await ctx.db.insert(subscriptions).values([
    { ...one, id: ctx.id(), access: "read", status: "active" },
    { ...one, id: ctx.id(), departmentId: null, access: "write", status: "pending" },
  ]);

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const rows = await listWorkspaceStructures(ctx, subscribed(asSubscriber(actor, "FACTURES_EMISES")));
  expect(ctx.queries()).toBe(1);
  expect(rows).toMatchObject([
    {
      structureId: mine.id,
      designation: "Atelier",
      access: "write",
      department: null,
      managers: ["Sophie Bernard", "Léo Arnaud"],
    },
    {
      structureId: other.id,
      designation: "Boulangerie",
      access: "read",
      department: "Comptabilité",
      managers: ["Camille Martin"],
    },
  ]);

  // A manager of one of them sees that one alone.
  const manager = await aSessionOf(ctx, principal.account);
  const theirs = await listWorkspaceStructures(ctx, subscribed(asSubscriber(manager.actor, "FACTURES_EMISES")));
  expect(theirs.map(({ structureId }) => structureId)).toEqual([mine.id]);
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
    (await listFeed(ctx, (await aSessionOf(ctx, account)).actor))[0]?.structure?.designation;
  expect(await designationFor(waiting)).toBe("2*********");
  expect(await designationFor(member)).toBe("Anne Martin");
});
