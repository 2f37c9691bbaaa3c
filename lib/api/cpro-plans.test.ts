import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiCaller } from "@/lib/technical-account/api-caller";
import type { CproPath } from "@/lib/testing/cpro-client";
import { addressOf, largeManager } from "@/lib/testing/large-world";
import { aLargeCaller, openPlanned, type PlannedDatabase, readThrough } from "@/lib/testing/query-plans";
import { cproCalls } from "./cpro-calls";

/** Tables that grow with the portal: a call that reads one of them through is slower each day. */
const growing = ["accounts", "structures", "departments", "attachments", "attachment_departments"];
const now = new Date("2026-01-05T09:00:00Z");

let planned: PlannedDatabase;
let caller: ApiCaller;

beforeAll(async () => {
  planned = await openPlanned({ accounts: 20_000, structures: 18_000, members: 300, pending: 100, now });
  caller = await aLargeCaller(planned.ctx);
}, 120_000);

afterAll(() => planned.close());

function plansOf(path: CproPath, request: object) {
  return planned.plansOf(async () => {
    const call = cproCalls.find((known) => known.path === path);
    const outcome = await call?.handle(planned.ctx, caller, call.request.parse(request));
    expect(outcome?.kind).toBe("answer");
  });
}

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
    const plans = await plansOf(path, request);
    expect(plans).toHaveLength(1);
    expect(readThrough(plans, growing)).toEqual([]);
  });

  // Served by the index of the public bodies: these narrow nothing.
  test.each<[what: string, path: CproPath, request: object]>([
    ["by two letters", search, { structure: { raisonSocialeStructure: "me" } }],
    ["public bodies, all", search, { structure: { statutStructure: "ACTIF" }, parametres: { nbResultatsParPage: 3 } }],
    ["public bodies of a country", search, { structure: { adresseCodePays: "FR", typeStructure: "PUBLIQUE" } }],
  ])("%s", async (_what, path, request) => {
    expect(readThrough(await plansOf(path, request), growing)).toEqual([]);
  });

  test("one structure, its departments and its people", async () => {
    const own = await planned.ctx.db.query.structures.findFirst({
      where: (structure, { eq }) => eq(structure.id, largeManager.structureId),
    });
    const department = await planned.ctx.db.query.departments.findFirst({
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
      const plans = await plansOf(path, request);
      expect(plans, path).toHaveLength(1);
      expect(readThrough(plans, growing), path).toEqual([]);
    }
  });
});
