import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Context } from "@/lib/platform/context";
import { openPg } from "@/lib/platform/open-database-pg";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { contextOn } from "@/lib/testing/context";
import type { CproPath } from "@/lib/testing/cpro-client";
import { fillDatabase } from "@/lib/testing/fill-database";
import { addressOf, largeManager } from "@/lib/testing/large-world";
import { aTechnicalAccountOf, type Structure } from "@/lib/testing/people";
import { createTestDatabase } from "@/lib/testing/test-database";
import { cproCalls } from "./cpro-calls";

/** Tables that grow with the portal: a call that reads one of them through is slower each day. */
const growing = ["accounts", "structures", "departments", "attachments", "attachment_departments"];
const now = new Date("2026-01-05T09:00:00Z");

let ctx: Context;
let caller: ApiCaller;
let explain: (path: CproPath, request: object) => Promise<PlanNode[]>;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { url, drop } = await createTestDatabase(inject("templateUrl"), "migrated");
  closing.push(drop);
  const sizes = { accounts: 20_000, structures: 18_000, members: 300, pending: 100 };
  await fillDatabase(url, { ...sizes, now, passwordHash: "nobody signs in" });

  const said: { query: string; params: unknown[] }[] = [];
  const database = openPg(url, { logger: { logQuery: (query, params) => said.push({ query, params }) } });
  closing.push(database.close);
  const client = new Client({ connectionString: url });
  await client.connect();
  closing.push(() => client.end());
  ctx = contextOn(database.db, { now });
  const structure: Structure | undefined = await ctx.db.query.structures.findFirst({
    where: (structure, { eq }) => eq(structure.id, largeManager.structureId),
  });
  if (!structure) throw new Error("no large structure");
  const { account, secretId } = await aTechnicalAccountOf(ctx, structure);
  const found = await findApiCaller(ctx, { technicalAccountId: account.id, secretId });
  if (found.kind !== "caller") throw new Error(found.kind);
  caller = found.caller;

  explain = async (path, request) => {
    said.length = 0;
    const call = cproCalls.find((known) => known.path === path);
    const outcome = await call?.handle(ctx, caller, call.request.parse(request));
    expect(outcome?.kind).toBe("answer");
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

describe("R-1013 · among 18,000 structures no call reads a growing table through", () => {
  const search = "cpro/structures/v1/rechercher";
  test.each<[what: string, path: CproPath, request: object]>([
    ["by identifier", search, { structure: { identifiantStructure: "82161143100015" } }],
    [
      "by type and identifier",
      search,
      { structure: { identifiantStructure: "82161143100015", typeIdentifiantStructure: "SIRET" } },
    ],
    ["by name", search, { structure: { raisonSocialeStructure: "menuiserie" } }],
    ["by town", search, { structure: { adresseVille: "Besançon", typeStructure: "PUBLIQUE" } }],
    ["by postcode", search, { structure: { adresseCodePostal: "35000" } }],
    ["by label", search, { structure: { libelleStructure: "mairie" } }],
    ["one's own", "cpro/utilisateurs/v1/monCompte/recuperer/rattachements", {}],
  ])("%s", async (_what, path, request) => {
    const plans = await explain(path, request);
    expect(plans).toHaveLength(1);
    expect(plans.flatMap(readThrough)).toEqual([]);
  });

  // Served by the index of the public bodies: these narrow nothing.
  test.each<[what: string, path: CproPath, request: object]>([
    ["by two letters", search, { structure: { raisonSocialeStructure: "me" } }],
    ["public bodies, all", search, { structure: { statutStructure: "ACTIF" }, parametres: { nbResultatsParPage: 3 } }],
    ["public bodies of a country", search, { structure: { adresseCodePays: "FR", typeStructure: "PUBLIQUE" } }],
  ])("%s", async (_what, path, request) => {
    expect((await explain(path, request)).flatMap(readThrough)).toEqual([]);
  });

  test("one structure, its departments and its people", async () => {
    const own = await ctx.db.query.structures.findFirst({
      where: (structure, { eq }) => eq(structure.id, largeManager.structureId),
    });
    const department = await ctx.db.query.departments.findFirst({
      where: (department, { eq }) => eq(department.structureId, largeManager.structureId),
    });
    const idStructure = own?.number;
    const calls: [CproPath, object][] = [
      ["cpro/structures/v1/consulter", { idStructure }],
      ["cpro/structures/v1/rechercher/services", { idStructure }],
      ["cpro/structures/v1/consulter/service", { idStructure, idService: department?.number }],
      [
        "cpro/structures/v1/lister/rattachementsutilisateur",
        { idStructure, adresseEmailConnexionUtilisateur: addressOf(0) },
      ],
      ["cpro/structures/v1/lister/rattachementsutilisateur", { idStructure, idUtilisateur: 1 }],
    ];
    for (const [path, request] of calls) {
      const plans = await explain(path, request);
      expect(plans, path).toHaveLength(1);
      expect(plans.flatMap(readThrough), path).toEqual([]);
    }
  });
});

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
