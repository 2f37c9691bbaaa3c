import { Client } from "pg";
import { inject } from "vitest";
import type { Context } from "@/lib/platform/context";
import { openPg } from "@/lib/platform/open-database-pg";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { contextOn } from "./context";
import { fillDatabase } from "./fill-database";
import { largeManager, type Sizes } from "./large-world";
import { aTechnicalAccountOf, type Structure } from "./people";
import { createTestDatabase, onServer } from "./test-database";

/** What the database does for a statement, as `explain` tells it. */
export interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: PlanNode[];
}

/** A database of so many people, which says how it would read what an act reads. */
export interface PlannedDatabase {
  ctx: Context;
  plansOf(act: () => Promise<unknown>): Promise<PlanNode[]>;
  close(): Promise<void>;
}

/** Opens a database of its own, filled: plans of empty tables prove nothing. */
export async function openPlanned({ now, ...sizes }: Sizes & { now: Date }): Promise<PlannedDatabase> {
  const { url, drop } = await createTestDatabase(inject("templateUrl"), "migrated");
  // Measured by every row: samples drawn by lot would let a plan differ from one run to the next.
  const name = new URL(url).pathname.slice(1);
  await onServer(url, `alter database ${name} set default_statistics_target = 1000`);
  await fillDatabase(url, { ...sizes, now, passwordHash: "nobody signs in" });
  const said: { query: string; params: unknown[] }[] = [];
  const database = openPg(url, { logger: { logQuery: (query, params) => said.push({ query, params }) } });
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    ctx: contextOn(database.db, { now }),
    plansOf: async (act) => {
      said.length = 0;
      await act();
      const plans: PlanNode[] = [];
      for (const { query, params } of [...said]) {
        if (!/^\s*(select|with|insert|update|delete)\b/i.test(query)) continue;
        const { rows } = await client.query(`explain (format json) ${query}`, params);
        plans.push(rows[0]["QUERY PLAN"][0].Plan);
      }
      return plans;
    },
    close: async () => {
      await client.end();
      await database.close();
      await drop();
    },
  };
}

/** Which of these tables the plans read from the first row to the last. */
export function readThrough(plans: PlanNode[], tables: readonly string[]): string[] {
  return plans.flatMap((node) => {
    const table = node["Relation Name"] ?? "";
    const own = node["Node Type"] === "Seq Scan" && tables.includes(table) ? [table] : [];
    return [...own, ...readThrough(node.Plans ?? [], tables)];
  });
}

/** The software of the manager of the large structure, calling. */
export async function aLargeCaller(ctx: Context): Promise<ApiCaller> {
  const structure: Structure | undefined = await ctx.db.query.structures.findFirst({
    where: (structure, { eq }) => eq(structure.id, largeManager.structureId),
  });
  if (!structure) throw new Error("no large structure");
  const { account, secretId } = await aTechnicalAccountOf(ctx, structure);
  const found = await findApiCaller(ctx, { technicalAccountId: account.id, secretId });
  if (found.kind !== "caller") throw new Error(found.kind);
  return found.caller;
}
