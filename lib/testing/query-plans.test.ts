import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession } from "@/lib/account/open-session";
import { accountFilters } from "@/lib/administration/account-state";
import type { Administrator } from "@/lib/administration/administrator";
import { findAccountFile } from "@/lib/administration/find-account-file";
import { findAccounts } from "@/lib/administration/find-accounts";
import { findAppointment } from "@/lib/administration/find-appointment";
import { findAppointments } from "@/lib/administration/find-appointments";
import { findAttachmentQueue } from "@/lib/administration/find-attachment-queue";
import { findCandidates } from "@/lib/administration/find-candidates";
import { findMails } from "@/lib/administration/find-mails";
import { findOverview } from "@/lib/administration/find-overview";
import { findQueuedRequest } from "@/lib/administration/find-queued-request";
import { findSubscriptionQueue } from "@/lib/administration/find-subscription-queue";
import { findTrail } from "@/lib/administration/find-trail";
import { findVacantSeats } from "@/lib/administration/find-vacant-seats";
import type { Actor } from "@/lib/attachment/actor";
import { asSubscriber } from "@/lib/attachment/actor";
import { closeWorkspaces } from "@/lib/attachment/close-workspaces";
import { findActor } from "@/lib/attachment/find-actor";
import { findAttachmentRequest } from "@/lib/attachment/find-attachment-request";
import { findChosenRequests } from "@/lib/attachment/find-chosen-requests";
import { findFeed } from "@/lib/attachment/find-feed";
import { findManagedHistory } from "@/lib/attachment/find-managed-history";
import { findManagedMembers } from "@/lib/attachment/find-managed-members";
import { findManagedStructures } from "@/lib/attachment/find-managed-structures";
import { findManagers } from "@/lib/attachment/find-managers";
import { findMember } from "@/lib/attachment/find-member";
import { findMembers } from "@/lib/attachment/find-members";
import { findOwnOverview } from "@/lib/attachment/find-own-overview";
import { findOwnRequests } from "@/lib/attachment/find-own-requests";
import { findRequestableWorkspaces } from "@/lib/attachment/find-requestable-workspaces";
import { findStructureWorkspaces } from "@/lib/attachment/find-structure-workspaces";
import { findSubscriptionRequest } from "@/lib/attachment/find-subscription-request";
import { findSuccessors } from "@/lib/attachment/find-successors";
import { findWaitingRequests } from "@/lib/attachment/find-waiting-requests";
import { findWorkspaceStructures } from "@/lib/attachment/find-workspace-structures";
import { permitFor } from "@/lib/attachment/permit-for";
import { closeAccount } from "@/lib/departure/close-account";
import { eraseAccount } from "@/lib/departure/erase-account";
import { findOwnData } from "@/lib/departure/find-own-data";
import { findOwnInvitations } from "@/lib/invitation/find-own-invitations";
import { findSentInvitations } from "@/lib/invitation/find-sent-invitations";
import { findMandates } from "@/lib/mandate/find-mandates";
import { carryOutOperation } from "@/lib/operation/carry-out-operation";
import { startOperation } from "@/lib/operation/start-operation";
import type { Context } from "@/lib/platform/context";
import { findDepartments } from "@/lib/structure/find-departments";
import { findSheet } from "@/lib/structure/find-sheet";
import type { Permit } from "@/lib/structure/permit";
import type { Right } from "@/lib/structure/rights";
import { jobs } from "@/lib/upkeep/jobs";
import { largeManager, ordinaryManager } from "./large-world";
import { openPlanned, type PlanNode, type PlannedDatabase, readThrough } from "./query-plans";
import { aSupportAct } from "./support-acts";

/** Tables that grow with the portal: a page that reads one of them through is slower each day. */
const growing = [
  "accounts",
  "structures",
  "attachments",
  "subscriptions",
  "structure_history",
  "invitations",
  "feed_events",
];
const now = new Date("2026-01-05T09:00:00Z");

let planned: PlannedDatabase;
let ctx: Context;
const plansOf = (read: (ctx: Context) => Promise<unknown>) => planned.plansOf(() => read(ctx));

beforeAll(async () => {
  planned = await openPlanned({ accounts: 60_000, structures: 18_000, members: 300, pending: 100, now });
  ctx = planned.ctx;
}, 120_000);

afterAll(() => planned.close());

const firstPage = { descending: false, page: 1, pageSize: 20 } as const;
const waiting = { ...firstPage, query: "", sort: "requestedAt" } as const;
const members = { ...firstPage, text: "", status: null, sort: "familyName" } as const;

/** What the pages read, each in its one statement. */
const reads: Record<string, (ctx: Context, actor: Actor) => Promise<unknown>> = {
  "S-09 the feed": findFeed,
  "S-10 my account": findOwnOverview,
  "S-10 my requests": (ctx, actor) => findOwnRequests(ctx, actor, { ...firstPage, sort: "date" }),
  "S-10 my invitations": findOwnInvitations,
  "S-13 what waits": (ctx, actor) => findWaitingRequests(ctx, actor, { attachments: waiting, subscriptions: waiting }),
  "S-13 what waits, searched": (ctx, actor) =>
    findWaitingRequests(ctx, actor, {
      attachments: { ...waiting, query: "martin" },
      subscriptions: { ...waiting, sort: "requester", page: 3 },
    }),
  "S-13 my structures": (ctx, actor) =>
    findManagedStructures(ctx, actor, { ...firstPage, query: "", sort: "legalName" }),
  "S-13 the history": (ctx, actor) =>
    findManagedHistory(ctx, actor, { ...firstPage, sort: "happenedAt", descending: true }),
  "S-13 the history by name": (ctx, actor) => findManagedHistory(ctx, actor, { ...firstPage, sort: "subject" }),
  "S-13 the people of my structures": (ctx, actor) => findManagedMembers(ctx, actor, members),
  "S-13 all requests that a search finds": (ctx, actor) =>
    findChosenRequests(ctx, actor, { of: "attachments", query: "mar", until: now, limit: 100 }),
  "S-13 one request": (ctx, actor) => findAttachmentRequest(ctx, actor, aRequest(actor)),
  "S-13 one subscription request": (ctx, actor) => findSubscriptionRequest(ctx, actor, aRequest(actor)),
  "S-14 the sheet": (ctx, actor) => findSheet(ctx, permit(actor, "view-sheet")),
  "S-14 the users": (ctx, actor) => findMembers(ctx, permit(actor, "view-sheet"), members),
  "S-14 the users, searched": (ctx, actor) =>
    findMembers(ctx, permit(actor, "view-sheet"), { ...members, text: "mar", sort: "lastSignInAt", page: 2 }),
  "S-14 one user": (ctx, actor) => findMember(ctx, permit(actor, "manage-members"), aRequest(actor)),
  "S-14 the departments": (ctx, actor) =>
    findDepartments(ctx, permit(actor, "view-sheet"), { ...firstPage, query: "", sort: "code" }),
  "S-14 the workspaces": (ctx, actor) => findStructureWorkspaces(ctx, permit(actor, "view-sheet"), { chosen: [] }),
  "S-14 the invitations": (ctx, actor) =>
    findSentInvitations(ctx, permit(actor, "manage-members"), {
      ...firstPage,
      sort: "invitedAt",
      search: "",
      chosenId: null,
    }),
  "S-14 the successors": (ctx, actor) =>
    findSuccessors(ctx, permit(actor, "transfer-management"), { text: "mar", chosenId: null }),
  "S-12 what may be asked for": (ctx, actor) => findRequestableWorkspaces(ctx, permit(actor, "request-subscription")),
  "S-18 a workspace": (ctx, actor) => {
    const subscriber = asSubscriber(actor, "FACTURES_EMISES");
    if (!subscriber) throw new Error("not subscribed");
    return findWorkspaceStructures(ctx, subscriber);
  },
  "N-12 whom to tell": (ctx, actor) => findManagers(ctx, structureOf(actor)),
};

describe.each([
  ["of an ordinary structure", ordinaryManager],
  ["of a large structure and twenty others", largeManager],
])("the manager %s", (_whose, manager) => {
  test("findActor reads no growing table through", async () => {
    const { secret } = await openSession(ctx, manager.id, { origin: "192.0.2.1", userAgent: "Test browser" });
    const plans = await plansOf((ctx) => findActor(ctx, secret));
    expect(plans).toHaveLength(1);
    expect(readThrough(plans, growing)).toEqual([]);
  });

  test.each(Object.entries(reads))("%s: no growing table is read through", async (_name, read) => {
    const actor = await signedIn(manager.id);
    const plans = await plansOf((ctx) => read(ctx, actor));
    expect(plans).toHaveLength(1);
    expect(readThrough(plans, growing)).toEqual([]);
  });
});

describe("acts", () => {
  test("R-907 · deciding many requests reads no growing table through", async () => {
    const actor = await signedIn(ordinaryManager.id);
    const { attachments } = await findWaitingRequests(ctx, actor, { attachments: waiting, subscriptions: waiting });
    const rows = attachments.lines.map(({ id, requester }) => ({ target: { attachmentId: id }, label: requester }));
    expect(rows).toHaveLength(5);
    const plans = await plansOf(async (ctx) => {
      const act = { kind: "attachments-approve", request: {}, rows, returnPath: "/gestionnaire" } as const;
      const { operationId } = await startOperation(ctx, actor, act);
      expect(await carryOutOperation(ctx, actor, operationId)).toEqual({ kind: "finished" });
    });
    expect(plans.length).toBeGreaterThan(20);
    expect(readThrough(plans, growing)).toEqual([]);
  });

  test.each(jobs)("SEC-104 · what a date does reads no growing table through: $name", async ({ due, run }) => {
    const plans = await plansOf(async (ctx) => {
      await due(ctx);
      await run(ctx);
    });
    expect(plans.length).toBeGreaterThan(1);
    expect(readThrough(plans, growing)).toEqual([]);
  });
});

/** Mails and the trail as a year leaves them: once, and not before what runs over all of them. */
let filled: Promise<void> | null = null;
function fillJournals(): Promise<void> {
  filled ??= (async () => {
    await ctx.db.execute(sql`
      insert into outbox_messages (id, kind, event, recipient, language, message, status, due_at, created_at)
      select gen_random_uuid(), 'signed-up', n, 'somebody.' || n || '@example.org', 'fr', '{}',
        (case when n % 1000 = 0 then 'dead' when n % 1000 = 1 then 'due' else 'sent' end)::outbox_status,
        ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz - n * interval '1 minute'
      from generate_series(1, 60000) n`);
    await ctx.db.execute(sql`
      insert into audit_events (id, at, kind, target_id, facts)
      select gen_random_uuid(), ${now.toISOString()}::timestamptz - n * interval '1 minute', 'signed-in', account.id, '{}'
      from (select id, row_number() over () as n from accounts) account`);
    // Else the check of each line below reads them all: its plan is of the days when they were few.
    await ctx.db.execute(sql`analyze audit_events`);
    await ctx.db.execute(sql`
      insert into audit_personal_values (event_id, at, origin) select id, at, '192.0.2.1' from audit_events
      on conflict do nothing`);
    await ctx.db.execute(sql`analyze outbox_messages, audit_personal_values`);
  })();
  return filled;
}

describe("support", () => {
  let administrator: Administrator;
  const page = { descending: true, page: 1, pageSize: 20 } as const;
  const accounts = { ...page, query: "", filter: null, sort: "name" } as const;
  const mails = { ...page, status: null, kind: null, recipient: "", sort: "createdAt" } as const;

  beforeAll(async () => {
    ({ administrator } = await aSupportAct(ctx));
    await fillJournals();
  }, 120_000);

  test.each<[string, (ctx: Context) => Promise<unknown>]>([
    ["the overview", (ctx) => findOverview(ctx, administrator)],
    ["all accounts", (ctx) => findAccounts(ctx, administrator, accounts)],
    ["accounts by name", (ctx) => findAccounts(ctx, administrator, { ...accounts, query: "martin sophie" })],
    ["accounts by address", (ctx) => findAccounts(ctx, administrator, { ...accounts, query: "no.body@example.org" })],
    ...accountFilters.flatMap((filter): [string, (ctx: Context) => Promise<unknown>][] =>
      filter === "created"
        ? []
        : [[`${filter} accounts`, (ctx) => findAccounts(ctx, administrator, { ...accounts, filter })]],
    ),
    ["one account", (ctx) => findAccountFile(ctx, administrator, ordinaryManager.id)],
    ["its trail", (ctx) => findTrail(ctx, administrator, { ...page, targetId: ordinaryManager.id, sort: "at" })],
    ["all mails", (ctx) => findMails(ctx, administrator, mails)],
    ["dead mails", (ctx) => findMails(ctx, administrator, { ...mails, status: "dead" })],
    ["mails of a kind", (ctx) => findMails(ctx, administrator, { ...mails, kind: "account-locked" })],
    ["mails to somebody", (ctx) => findMails(ctx, administrator, { ...mails, recipient: "somebody.7@example.org" })],
  ])("R-1401 · %s: no growing table is read through", async (_name, read) => {
    const plans = await plansOf(read);
    expect(plans.length).toBeGreaterThan(0);
    const journals = ["outbox_messages", "audit_events", "audit_personal_values"];
    // No index knows the subscriptions that wait: the overview counts them with the rest of the administrators' queue.
    const tables = [...growing, ...journals].filter((table) => table !== "subscriptions");
    expect(readThrough(plans, tables)).toEqual([]);
  });

  const queue = { ...page, descending: false, text: "" } as const;
  const subscriptions = { ...queue, sort: "requestedAt", only: null } as const;
  test.each<[string, (ctx: Context) => Promise<unknown>]>([
    ["the queue", (ctx) => findAttachmentQueue(ctx, administrator, { ...queue, sort: "requestedAt" })],
    [
      "the queue, searched",
      (ctx) => findAttachmentQueue(ctx, administrator, { ...queue, text: "martin", sort: "legalName" }),
    ],
    ["one request of it", (ctx) => findQueuedRequest(ctx, administrator, ordinaryManager.id)],
    ["its workspaces", (ctx) => findSubscriptionQueue(ctx, administrator, subscriptions)],
    ["the empty seats", (ctx) => findVacantSeats(ctx, administrator, { ...queue, sort: "vacantSince" })],
    [
      "a seat by its identifier",
      (ctx) => findVacantSeats(ctx, administrator, { ...queue, text: "12345678200002", sort: "legalName" }),
    ],
    ["who could take it", (ctx) => findCandidates(ctx, administrator, { ...largeManager, text: "" })],
    ["who could take it, searched", (ctx) => findCandidates(ctx, administrator, { ...largeManager, text: "mar" })],
    ["the appointments", (ctx) => findAppointments(ctx, administrator, { ...page, sort: "proposedAt" })],
    ["one appointment", (ctx) => findAppointment(ctx, administrator, ordinaryManager.id)],
  ])("R-857 · %s: no growing table is read through", async (_name, read) => {
    const plans = await plansOf(read);
    expect(plans).toHaveLength(1);
    expect(readThrough(plans, growing)).toEqual([]);
  });
});

describe("the person", () => {
  const journals = ["outbox_messages", "audit_events", "audit_personal_values", "registrations", "operation_rows"];
  const readThroughAny = (plans: PlanNode[]) => readThrough(plans, [...growing, ...journals]);

  beforeAll(async () => {
    await fillJournals();
    await ctx.db.execute(sql`
      insert into registrations (id, draft_id, email, family_name, given_name, contact_email, language, terms_version,
        terms_accepted_at, organisation, created_at)
      select gen_random_uuid(), gen_random_uuid(), 'newcomer.' || n || '@example.org', 'Martin', 'Camille',
        'newcomer.' || n || '@example.org', 'fr', '1', ${now.toISOString()}::timestamptz, '{}', ${now.toISOString()}::timestamptz
      from generate_series(1, 20000) n`);
    await ctx.db.execute(sql`
      with list as (
        insert into operations (id, account_id, kind, request, return_path, total, created_at)
        select gen_random_uuid(), account.id, 'members-detach', '{}', '/', 100, ${now.toISOString()}::timestamptz
        from accounts account limit 200
        returning id
      )
      insert into operation_rows (operation_id, position, target, label)
      select list.id, n, json_build_object('attachmentId', gen_random_uuid()), 'Camille Martin'
      from list, generate_series(1, 100) n`);
    await ctx.db.execute(sql`analyze registrations, operations, operation_rows`);
  }, 120_000);

  test("SEC-104 · taking one's data along reads no growing table through", async () => {
    const plans = await plansOf((ctx) => findOwnData(ctx, { accountId: ordinaryManager.id }));
    expect(plans).toHaveLength(1);
    expect(readThroughAny(plans)).toEqual([]);
  });

  test("SEC-104 · erasing somebody reads no growing table through", async () => {
    const closing = { cause: "own-wish", actorId: null, reason: null, eraseOn: null } as const;
    const accountId = ordinaryManager.id;
    await closeAccount(ctx, { accountId, ...closing });
    const plans = await plansOf(async (ctx) => {
      expect(await eraseAccount(ctx, { accountId, cause: "retention" })).toEqual({ kind: "erased" });
    });
    expect(plans.length).toBeGreaterThan(8);
    expect(readThroughAny(plans)).toEqual([]);
  });
});

// Last: the many lines that a closing leaves would make the trail another one for those above.
describe("the large structure", () => {
  test("R-708 · closing a workspace reads no growing table through", async () => {
    const held = permit(await signedIn(largeManager.id), "manage-workspaces");
    const plans = await plansOf(async (ctx) => {
      const outcome = await closeWorkspaces(ctx, held, { workspaces: ["FACTURES_EMISES"] });
      expect(outcome).toMatchObject({ kind: "closed", users: expect.any(Number) });
    });
    expect(plans.length).toBeGreaterThan(3);
    expect(readThrough(plans, growing)).toEqual([]);
  });

  test("R-821, SEC-104 · a manager's mandates are found from both sides without reading all there are", async () => {
    await ctx.db.execute(sql`
      insert into mandates (id, structure_id, mandated_structure_id, label, signed_at, declaration_version)
      select gen_random_uuid(), id, next, 'Facturation', ${now.toISOString()}::timestamptz, '1'
      from (select id, lead(id) over (order by id) as next from structures) pair where next is not null`);
    await ctx.db.execute(sql`analyze mandates`);
    const held = permit(await signedIn(largeManager.id), "view-sheet");
    const plans = await plansOf((ctx) => findMandates(ctx, held));
    expect(plans).toHaveLength(1);
    expect(readThrough(plans, ["mandates", "structures"])).toEqual([]);
  });

  test("SEC-98, SEC-104 · old personal values are found by their own age, never by reading the trail", async () => {
    await fillJournals();
    const job = jobs.find(({ name }) => name === "old-personal-values");
    const plans = await plansOf(async (ctx) => {
      await job?.due(ctx);
      await job?.run(ctx);
    });
    expect(plans).toHaveLength(2);
    expect(readThrough(plans, ["audit_personal_values"])).toEqual([]);
    expect(JSON.stringify(plans)).not.toContain("audit_events");
  });
});

async function signedIn(accountId: string): Promise<Actor> {
  const { secret } = await openSession(ctx, accountId, { origin: "192.0.2.1", userAgent: "Test browser" });
  const actor = await findActor(ctx, secret);
  if (!actor) throw new Error("not signed in");
  return actor;
}

/** The structure whose primary manager it is. */
function structureOf(actor: Actor): string {
  const own = actor.attachments.find(({ role }) => role === "primary-manager");
  if (!own) throw new Error("manages nothing");
  return own.structureId;
}

function permit<R extends Right>(actor: Actor, right: R): Permit<R> {
  const held = permitFor(actor, structureOf(actor), right);
  if (!held) throw new Error(`does not hold ${right}`);
  return held;
}

/** Some id: a plan does not depend on whether it is found. */
function aRequest(actor: Actor): string {
  return actor.attachments[0]?.attachmentId ?? "";
}
