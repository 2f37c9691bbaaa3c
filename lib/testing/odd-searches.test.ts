import { beforeEach, expect, test } from "vitest";
import type { Administrator } from "@/lib/administration/administrator";
import { findAccounts } from "@/lib/administration/find-accounts";
import { findAttachmentQueue } from "@/lib/administration/find-attachment-queue";
import { findCandidates } from "@/lib/administration/find-candidates";
import { findMails } from "@/lib/administration/find-mails";
import { findRegistrations } from "@/lib/administration/find-registrations";
import { findSubscriptionQueue } from "@/lib/administration/find-subscription-queue";
import { findVacantSeats } from "@/lib/administration/find-vacant-seats";
import type { Actor } from "@/lib/attachment/actor";
import { findChosenRequests } from "@/lib/attachment/find-chosen-requests";
import { findManagedMembers } from "@/lib/attachment/find-managed-members";
import { findManagedStructures } from "@/lib/attachment/find-managed-structures";
import { findMembers } from "@/lib/attachment/find-members";
import { findSuccessors } from "@/lib/attachment/find-successors";
import { findWaitingRequests } from "@/lib/attachment/find-waiting-requests";
import { findSentInvitations } from "@/lib/invitation/find-sent-invitations";
import { findDepartments } from "@/lib/structure/find-departments";
import { findPublicStructures } from "@/lib/structure/find-public-structures";
import type { Right } from "@/lib/structure/rights";
import { type TestContext, testContext } from "./context";
import { aManagerOf, aPermitOf, aSessionOf, aStructure, type Structure } from "./people";
import { aSupportAct } from "./support-acts";

let ctx: TestContext;
let structure: Structure;
let actor: Actor;
let administrator: Administrator;
let permit: <R extends Right>(right: R) => ReturnType<typeof aPermitOf<R>>;

beforeEach(async () => {
  ctx = await testContext();
  structure = await aStructure(ctx, { legalName: "Perles SARL", sector: "public" });
  const { account } = await aManagerOf(ctx, structure);
  ({ actor } = await aSessionOf(ctx, account));
  ({ administrator } = await aSupportAct(ctx));
  permit = (right) => aPermitOf(ctx, account, { structure, right });
});

const page = { descending: false, page: 1, pageSize: 20 } as const;

/** Everybody who looks for something that somebody typed, by the page it is typed on. */
const finders: Record<string, (typed: string) => Promise<unknown>> = {
  "public bodies": (query) => findPublicStructures(ctx, { ...page, query, sort: "designation" }),
  accounts: (query) => findAccounts(ctx, administrator, { ...page, query, filter: null, sort: "name" }),
  registrations: (query) => findRegistrations(ctx, administrator, { ...page, query, sort: "name" }),
  mails: (recipient) =>
    findMails(ctx, administrator, { ...page, recipient, status: null, kind: null, sort: "createdAt" }),
  "vacant seats": (text) => findVacantSeats(ctx, administrator, { ...page, text, sort: "legalName" }),
  candidates: (text) => findCandidates(ctx, administrator, { structureId: structure.id, text }),
  "the queue": (text) => findAttachmentQueue(ctx, administrator, { ...page, text, sort: "legalName" }),
  "the queue of workspaces": (text) =>
    findSubscriptionQueue(ctx, administrator, { ...page, text, only: null, sort: "legalName" }),
  "managed structures": (query) => findManagedStructures(ctx, actor, { ...page, query, sort: "legalName" }),
  "managed people": (text) => findManagedMembers(ctx, actor, { ...page, text, status: null, sort: "familyName" }),
  "waiting requests": (query) => {
    const search = { ...page, query, sort: "requestedAt" } as const;
    return findWaitingRequests(ctx, actor, { attachments: search, subscriptions: search });
  },
  "chosen requests": (query) =>
    findChosenRequests(ctx, actor, { of: "attachments", query, until: ctx.now(), limit: 500 }),
  departments: async (query) => findDepartments(ctx, await permit("view-sheet"), { ...page, query, sort: "code" }),
  people: async (text) =>
    findMembers(ctx, await permit("view-sheet"), { ...page, text, status: null, sort: "familyName" }),
  successors: async (text) => findSuccessors(ctx, await permit("transfer-management"), { text, chosenId: null }),
  invitations: async (search) =>
    findSentInvitations(ctx, await permit("manage-members"), { ...page, search, chosenId: null, sort: "email" }),
};

test("SEC-84, SEC-18 · a search for what is no character finds nothing, or something, and never fails", async () => {
  const typed = ["\0", "Per\0les", "%00\u0000x", "\ud800", "abc\u001b\u0085def", "\\", "x".repeat(5000)];
  const failures: string[] = [];
  for (const [where, find] of Object.entries(finders)) {
    for (const text of typed) {
      await find(text).catch(() => failures.push(`${where}: ${JSON.stringify(text.slice(0, 20))}`));
    }
  }
  expect(failures).toEqual([]);
});

test("SEC-84 · what stands around such a character is found", async () => {
  const found = await findManagedStructures(ctx, actor, { ...page, query: "Perles\0SARL", sort: "legalName" });
  expect(found.structures).toMatchObject([{ structureId: structure.id }]);
});
