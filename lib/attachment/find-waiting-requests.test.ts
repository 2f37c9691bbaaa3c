import { inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachmentDepartments, subscriptions } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import { findAttachmentRequest } from "./find-attachment-request";
import { findChosenRequests } from "./find-chosen-requests";
import { findSubscriptionRequest } from "./find-subscription-request";
import { findWaitingRequests, type WaitingSearch } from "./find-waiting-requests";

const all: WaitingSearch = { query: "", sort: "requestedAt", descending: false, page: 1, pageSize: 5 };

test("R-901 R-902 · a manager sees what waits in the structures he manages, oldest first, in one statement", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { legalName: "Zinguerie Martin" });
  const other = await aStructure(ctx, { legalName: "Boulangerie Élan" });
  const { account } = await aManagerOf(ctx, structure);
  await aManagerOf(ctx, other, { account });
  const { attachment: first } = await pendingOf(ctx, structure, "Inès", "Moreau");
  const departmentId = await aDepartment(ctx, structure, "Comptabilité");
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: first.id, departmentId, status: "pending", requestedAt: ctx.now() });
  ctx.moveTo("2026-01-06T09:00:00Z");
  const { attachment: second } = await pendingOf(ctx, other, "Léo", "Arnaud");
  const member = await aMemberOf(ctx, structure, { account: await anAccount(ctx, { givenName: "Zoé" }) });
  const wanted = await wantedSubscription(ctx, structure, member.account.id);

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const found = await findWaitingRequests(ctx, actor, { attachments: all, subscriptions: all });
  expect(ctx.queries()).toBe(1);
  expect(found.attachments.total).toBe(2);
  expect(found.attachments.lines).toMatchObject([
    {
      id: first.id,
      requester: "Inès Moreau",
      legalName: "Zinguerie Martin",
      identifier: structure.identifier,
      departments: ["Comptabilité"],
      requestedAt: new Date("2026-01-05T09:00:00Z"),
    },
    { id: second.id, requester: "Léo Arnaud", departments: [], requestedAt: ctx.now() },
  ]);
  expect(found.subscriptions).toMatchObject({
    total: 1,
    lines: [{ id: wanted, requester: "Zoé Martin", workspace: "SUIVI_FLUX", access: "read", department: null }],
  });
  // What the tab counts is what the tables hold.
  expect(actor.waitingDecisions).toBe(3);
});

test("R-510 · what a closed account asked for waits for nobody, in the tables, the count and the next one; it comes back with the account", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { account: applicant, attachment } = await aPendingRequest(ctx, structure);
  const { account: member } = await aMemberOf(ctx, structure);
  const wanted = await wantedSubscription(ctx, structure, member.id);
  const staying = await pendingOf(ctx, structure, "Inès", "Moreau");
  const { account: colleague } = await aMemberOf(ctx, structure);
  const stayingWanted = await wantedSubscription(ctx, structure, colleague.id);
  const both = inArray(accounts.id, [applicant.id, member.id]);
  const waiting = async () => {
    const { actor } = await aSessionOf(ctx, account);
    const search = { of: "attachments", query: "", until: ctx.now(), limit: 100 } as const;
    return {
      found: await findWaitingRequests(ctx, actor, { attachments: all, subscriptions: all }),
      counted: actor.waitingDecisions,
      chosen: (await findChosenRequests(ctx, actor, search)).length,
      next: [
        (await findAttachmentRequest(ctx, actor, staying.attachment.id))?.nextId,
        (await findSubscriptionRequest(ctx, actor, stayingWanted))?.nextId,
      ],
    };
  };

  await ctx.db.update(accounts).set(DEACTIVATED).where(both);
  expect(await waiting()).toMatchObject({
    found: { attachments: { total: 1 }, subscriptions: { total: 1 } },
    counted: 2,
    chosen: 1,
    next: [null, null],
  });
  const back = { status: "active", deactivatedAt: null, deactivationCause: null } as const;
  await ctx.db.update(accounts).set(back).where(both);
  expect(await waiting()).toMatchObject({
    found: { attachments: { total: 2 }, subscriptions: { total: 2 } },
    counted: 4,
    chosen: 2,
    next: [attachment.id, wanted],
  });
});

test("R-304 R-1207 · both tables are searched, sorted and cut into pages apart; a page beyond the last is the last", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { legalName: "Zinguerie" });
  const { account } = await aManagerOf(ctx, structure);
  for (const familyName of ["Éluard", "Dupond", "Faure", "Abadie", "Bô", "Carré", "Gide"]) {
    await pendingOf(ctx, structure, "Paul", familyName);
  }
  const { actor } = await aSessionOf(ctx, account);
  const find = async (search: Partial<WaitingSearch>) =>
    (await findWaitingRequests(ctx, actor, { attachments: { ...all, ...search }, subscriptions: all })).attachments;
  const names = ({ lines }: Awaited<ReturnType<typeof find>>) =>
    lines.map(({ requester }) => requester.replace("Paul ", ""));

  expect(names(await find({ sort: "requester" }))).toEqual(["Abadie", "Bô", "Carré", "Dupond", "Éluard"]);
  expect(names(await find({ sort: "requester", descending: true }))[0]).toBe("Gide");
  expect(names(await find({ sort: "requester", page: 2 }))).toEqual(["Faure", "Gide"]);
  expect(names(await find({ sort: "requester", page: 900 }))).toEqual(["Faure", "Gide"]);
  expect(await find({ query: "eluard zing" })).toMatchObject({ total: 1, lines: [{ requester: "Paul Éluard" }] });
  expect(await find({ query: "%" })).toEqual({ total: 0, lines: [] });
  for (const sort of ["identifier", "legalName", "object"] as const) expect((await find({ sort })).total).toBe(7);
});

test("SEC-61 R-1202 · a member, a suspended manager and a stranger see nothing of it", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  await aPendingRequest(ctx, structure);
  const nobodies = [
    (await aMemberOf(ctx, structure)).account,
    (await aManagerOf(ctx, structure, { role: "secondary-manager", status: "suspended" })).account,
    await anAccount(ctx),
  ];
  for (const account of nobodies) {
    const { actor } = await aSessionOf(ctx, account);
    expect(await findWaitingRequests(ctx, actor, { attachments: all, subscriptions: all })).toEqual({
      attachments: { total: 0, lines: [] },
      subscriptions: { total: 0, lines: [] },
    });
  }
});

async function pendingOf(ctx: TestContext, structure: Structure, givenName: string, familyName: string) {
  return aPendingRequest(ctx, structure, { account: await anAccount(ctx, { givenName, familyName }) });
}

async function aDepartment(ctx: TestContext, structure: Structure, name: string): Promise<string> {
  const id = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id, structureId: structure.id, code: name.slice(0, 4).toUpperCase(), name, validFrom: "2020-01-01" });
  return id;
}

async function wantedSubscription(ctx: TestContext, structure: Structure, accountId: string): Promise<string> {
  const id = ctx.id();
  await ctx.db.insert(subscriptions).values({
    id,
    accountId,
    structureId: structure.id,
    workspace: "SUIVI_FLUX",
    access: "read",
    status: "pending",
    requestedAt: ctx.now(),
  });
  return id;
}
