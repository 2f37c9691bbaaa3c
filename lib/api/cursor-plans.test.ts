import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Context } from "@/lib/platform/context";
import { openPg } from "@/lib/platform/open-database-pg";
import { type ApiCaller, permitForCaller } from "@/lib/technical-account/api-caller";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { contextOn } from "@/lib/testing/context";
import { fillDatabase } from "@/lib/testing/fill-database";
import { largeManager } from "@/lib/testing/large-world";
import { aTechnicalAccountOf, type Structure } from "@/lib/testing/people";
import { createTestDatabase } from "@/lib/testing/test-database";
import { findDepartmentsAfter } from "./find-departments-after";
import { findMembersAfter } from "./find-members-after";
import { findPublicStructuresAfter } from "./find-public-structures-after";

/** Tables that grow with the portal: a list that reads one of them through is slower each day. */
const growing = ["accounts", "structures", "departments", "attachments"];
const now = new Date("2026-01-05T09:00:00Z");

let ctx: Context;
let permit: NonNullable<ReturnType<typeof permitForCaller<"view-sheet">>>;
let explain: (read: () => Promise<unknown>) => Promise<PlanNode[]>;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject("templateUrl"), "migrated");
  closing.push(drop);
  const sizes = { accounts: 60_000, structures: 18_000, members: 5_000, pending: 100 };
  await fillDatabase(url, { ...sizes, now, passwordHash: "nobody signs in" });

  const said: { query: string; params: unknown[] }[] = [];
  const database = openPg(url, { logger: { logQuery: (query, params) => said.push({ query, params }) } });
  closing.push(database.close);
  const client = new Client({ connectionString: url });
  await client.connect();
  closing.push(() => client.end());
  ctx = contextOn(database.db, { now });
  const held = permitForCaller(await aLargeCaller(), largeManager.structureId, "view-sheet");
  if (!held) throw new Error("no permit");
  permit = held;

  explain = async (read) => {
    said.length = 0;
    await read();
    const plans: PlanNode[] = [];
    for (const { query, params } of [...said]) {
      const { rows } = await client.query(`explain (format json) ${query}`, params);
      plans.push(rows[0]["QUERY PLAN"][0].Plan);
    }
    return plans;
  };
}, 120_000);

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

describe("R-1012 · no page of a list reads a growing table through", () => {
  const anId = largeManager.id;
  const members = { text: "", status: null, after: null, limit: 100 } as const;
  const inTheMiddle = { familyName: "Laurent", givenName: "Louise", attachmentId: anId };
  const bodies = { query: "rennes", after: null, limit: 100 } as const;

  test.each<[what: string, read: () => Promise<unknown>]>([
    ["the users of a structure of 5,000", () => findMembersAfter(ctx, permit, members)],
    ["their next page", () => findMembersAfter(ctx, permit, { ...members, after: inTheMiddle })],
    [
      "the suspended ones",
      () => findMembersAfter(ctx, permit, { ...members, status: "suspended", after: inTheMiddle }),
    ],
    ["those a search finds", () => findMembersAfter(ctx, permit, { ...members, text: "mar", after: inTheMiddle })],
    ["the departments", () => findDepartmentsAfter(ctx, permit, { after: null, limit: 100 })],
    ["their next page", () => findDepartmentsAfter(ctx, permit, { after: { code: "SERVICE-20" }, limit: 10 })],
    ["the public bodies of a town", () => findPublicStructuresAfter(ctx, bodies)],
    [
      "their next page",
      () => findPublicStructuresAfter(ctx, { ...bodies, after: { designation: "Garage Martin", id: anId } }),
    ],
    ["the public bodies by two letters", () => findPublicStructuresAfter(ctx, { ...bodies, query: "me" })],
    [
      "their next page",
      () => findPublicStructuresAfter(ctx, { query: "me", limit: 1, after: { designation: "Garage", id: anId } }),
    ],
  ])("%s", async (_what, read) => {
    const plans = await explain(read);
    expect(plans).toHaveLength(1);
    expect(plans.flatMap(readThrough)).toEqual([]);
  });
});

async function aLargeCaller(): Promise<ApiCaller> {
  const structure: Structure | undefined = await ctx.db.query.structures.findFirst({
    where: (structure, { eq }) => eq(structure.id, largeManager.structureId),
  });
  if (!structure) throw new Error("no large structure");
  const { account, secretId } = await aTechnicalAccountOf(ctx, structure);
  const found = await findApiCaller(ctx, { technicalAccountId: account.id, secretId });
  if (found.kind !== "caller") throw new Error(found.kind);
  return found.caller;
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: PlanNode[];
}

/** The growing tables that a plan reads from the first row to the last. */
function readThrough(node: PlanNode): string[] {
  const table = node["Relation Name"] ?? "";
  const own = node["Node Type"] === "Seq Scan" && growing.includes(table) ? [table] : [];
  return [...own, ...(node.Plans ?? []).flatMap(readThrough)];
}
