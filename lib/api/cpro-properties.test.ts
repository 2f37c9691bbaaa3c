import fc from "fast-check";
import { expect, test } from "vitest";
import { throttleCounters } from "@/drizzle/schema/account";
import { attachmentDepartments } from "@/drizzle/schema/attachment";
import { testContext } from "@/lib/testing/context";
import { type CproPath, cproPaths } from "@/lib/testing/cpro-client";
import { aCproWorld, aDepartmentOf } from "@/lib/testing/cpro-portal";

/** The fields of all requests, by what usually stands in them. */
const known = {
  ids: ["idStructure", "idStructureCPP", "idService", "idUtilisateur"],
  texts: [
    "identifiantStructure",
    "typeIdentifiantStructure",
    "adresseEmailConnexionUtilisateur",
    "codeLangue",
    "raisonSocialeStructure",
    "nomStructure",
    "prenomStructure",
    "libelleStructure",
    "statutStructure",
    "typeStructure",
    "adresseCodePays",
    "adresseCodePostal",
    "adresseVille",
  ],
  flags: ["restreindreStructuresPrivees", "estMOA", "estMOAUniquement"],
  views: [
    "parametres",
    "parametresRechercherServicesStructure",
    "parametresListerRattachementsStructureUtilisateur",
    "parametresRecherche",
  ],
};

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constantFrom("SIRET", "RIDET", "fr", "EN", "ACTIF", "PUBLIQUE", "%", "_", "\\", "'", "rennes", "", " ", "\u0000"),
);
const number = fc.oneof(
  fc.integer({ min: -2, max: 20 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(2 ** 31, 2 ** 31 - 1, 2 ** 53 - 1, 2 ** 53, 2 ** 62, 1e21),
);
const anything = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));
/** Mostly of the right type, so that something is reached. */
const mostly = (usual: fc.Arbitrary<unknown>) => fc.oneof({ weight: 6, arbitrary: usual }, anything);
const fields = (names: string[], usual: fc.Arbitrary<unknown>) =>
  Object.fromEntries(names.map((name) => [name, mostly(usual)]));

const view = fc.record(
  {
    nbResultatsParPage: mostly(number),
    pageResultatDemandee: mostly(number),
    triColonne: mostly(fc.constantFrom("IdStructure", "IdStructureCPP", "CodeService", "DesignationStructure", "x")),
    triSens: mostly(fc.constantFrom("Ascendant", "Descendant", "x")),
    triSense: mostly(fc.constantFrom("Ascendant", "Descendant")),
  },
  { requiredKeys: [] },
);

test("SEC-84, R-1013 · whatever a body holds, no call answers 500 and every answer decodes strictly", async () => {
  const ctx = await testContext();
  const world = await aCproWorld(ctx);
  const { own, manager, town, client } = world;
  const department = await aDepartmentOf(ctx, own, { code: "ACHATS" });
  await aDepartmentOf(ctx, town, { code: "ETAT-CIVIL" });
  const line = { attachmentId: manager.attachment.id, departmentId: department.id };
  await ctx.db.insert(attachmentDepartments).values({ ...line, status: "approved", requestedAt: ctx.now() });

  const ours = [world.own, world.second, world.foreign, world.town, world.closed];
  const id = fc.oneof(fc.constantFrom(...ours.map((one) => one.number), department.number), number);
  const word = fc.oneof(fc.constantFrom(...ours.map((one) => one.identifier), manager.account.email), text);
  const criteria = fc.record(fields(known.texts, word), { requiredKeys: [] });
  const request = fc.record(
    {
      ...fields(known.ids, id),
      ...fields(known.texts, word),
      ...fields(known.flags, fc.boolean()),
      ...fields(known.views, view),
      structure: mostly(criteria),
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    { weight: 8, arbitrary: request.map((value) => JSON.stringify(value)) },
    fc.json(),
    fc.string({ unit: "binary" }),
  );

  await client.signIn();
  const kinds = new Map<string, number>();
  let calls = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom<CproPath>(...cproPaths), body, async (path, sent) => {
      // The minute's budget is another matter.
      if (++calls % 50 === 0) await ctx.db.delete(throttleCounters);
      const reading = await client.call(path, sent);
      kinds.set(reading.kind, (kinds.get(reading.kind) ?? 0) + 1);
      expect(reading.kind, JSON.stringify(reading)).not.toBe("problem");
      if (reading.kind === "success") expect(JSON.stringify(reading.body)).not.toContain("foreign");
    }),
    { numRuns: 1500 },
  );
  // It reached what it was made to reach.
  expect(kinds.get("success")).toBeGreaterThan(50);
  expect(kinds.get("refusal")).toBeGreaterThan(50);
}, 180_000);
