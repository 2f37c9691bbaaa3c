import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/platform/context";
import { permitForCaller } from "@/lib/technical-account/api-caller";
import { largeManager } from "@/lib/testing/large-world";
import { aLargeCaller, openPlanned, type PlannedDatabase, readThrough } from "@/lib/testing/query-plans";
import { findDepartmentsAfter } from "./find-departments-after";
import { findMembersAfter } from "./find-members-after";
import { findPublicStructuresAfter } from "./find-public-structures-after";

/** Tables that grow with the portal: a list that reads one of them through is slower each day. */
const growing = ["accounts", "structures", "departments", "attachments"];
const now = new Date("2026-01-05T09:00:00Z");

let planned: PlannedDatabase;
let permit: NonNullable<ReturnType<typeof permitForCaller<"view-sheet">>>;

beforeAll(async () => {
  planned = await openPlanned({ accounts: 60_000, structures: 18_000, members: 5_000, pending: 100, now });
  const held = permitForCaller(await aLargeCaller(planned.ctx), largeManager.structureId, "view-sheet");
  if (!held) throw new Error("no permit");
  permit = held;
}, 120_000);

afterAll(() => planned.close());

describe("R-1012 · no page of a list reads a growing table through", () => {
  const anId = largeManager.id;
  const members = { text: "", status: null, after: null, limit: 100 } as const;
  const inTheMiddle = { familyName: "Laurent", givenName: "Louise", attachmentId: anId };
  const bodies = { query: "rennes", after: null, limit: 100 } as const;

  test.each<[what: string, read: (ctx: Context) => Promise<unknown>]>([
    ["the users of a structure of 5,000", (ctx) => findMembersAfter(ctx, permit, members)],
    ["their next page", (ctx) => findMembersAfter(ctx, permit, { ...members, after: inTheMiddle })],
    [
      "the suspended ones",
      (ctx) => findMembersAfter(ctx, permit, { ...members, status: "suspended", after: inTheMiddle }),
    ],
    ["those a search finds", (ctx) => findMembersAfter(ctx, permit, { ...members, text: "mar", after: inTheMiddle })],
    ["the departments", (ctx) => findDepartmentsAfter(ctx, permit, { after: null, limit: 100 })],
    ["their next page", (ctx) => findDepartmentsAfter(ctx, permit, { after: { code: "SERVICE-20" }, limit: 10 })],
    ["the public bodies of a town", (ctx) => findPublicStructuresAfter(ctx, bodies)],
    [
      "their next page",
      (ctx) => findPublicStructuresAfter(ctx, { ...bodies, after: { designation: "Garage Martin", id: anId } }),
    ],
    ["the public bodies by two letters", (ctx) => findPublicStructuresAfter(ctx, { ...bodies, query: "me" })],
    [
      "their next page",
      (ctx) => findPublicStructuresAfter(ctx, { query: "me", limit: 1, after: { designation: "Garage", id: anId } }),
    ],
  ])("%s", async (_what, read) => {
    const plans = await planned.plansOf(() => read(planned.ctx));
    expect(plans).toHaveLength(1);
    expect(readThrough(plans, growing)).toEqual([]);
  });
});
