import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aCproWorld, aDepartmentOf } from "@/lib/testing/cpro-portal";

const path = "cpro/structures/v1/rechercher/services";
const now = "2026-06-15T09:00:00Z";

/** One that is over, two at the edges of their dates, one that is to come. */
async function someDepartments() {
  const ctx = await testContext({ now });
  const world = await aCproWorld(ctx);
  for (const structure of [world.own, world.town, world.foreign, world.closed]) {
    await aDepartmentOf(ctx, structure, { code: "OVER", validUntil: "2026-06-14" });
    await aDepartmentOf(ctx, structure, { code: "LAST-DAY", validUntil: "2026-06-15" });
    await aDepartmentOf(ctx, structure, { code: "first-day", validFrom: "2026-06-15", name: "Achats" });
    await aDepartmentOf(ctx, structure, { code: "UPCOMING", validFrom: "2026-06-16" });
  }
  return { ctx, ...world };
}

test("R-810, R-1013 · of one's own structure every department is told, and whether it is active today", async () => {
  const { client, own } = await someDepartments();
  const { listeServices, parametresRetour } = await client.obtain(path, { idStructure: own.number });
  const line = (codeService: string, estActif: boolean, libelleService = `Service ${codeService}`) => ({
    idService: expect.any(Number),
    codeService,
    libelleService,
    estActif,
    statutService: estActif ? "ACTIF" : "INACTIF",
  });
  expect(listeServices).toEqual([
    line("first-day", true, "Achats"),
    line("LAST-DAY", true),
    line("OVER", false),
    line("UPCOMING", false),
  ]);
  expect(parametresRetour).toEqual({ nbResultatsParPage: 100, pageCourante: 1, pages: 1, total: 4 });
});

test("R-805 · of a public body the active ones", async () => {
  const { client, town } = await someDepartments();
  const { listeServices, parametresRetour } = await client.obtain(path, { idStructure: town.number });
  expect(listeServices.map(({ codeService }) => codeService)).toEqual(["first-day", "LAST-DAY"]);
  expect(parametresRetour.total).toBe(2);
});

test("SEC-61 · a company of others, a closed public body and one that does not exist answer alike", async () => {
  const { client, foreign, closed } = await someDepartments();
  const libelle = "La structure demandée est inconnue ou n'est pas accessible.";
  for (const { number } of [foreign, closed, { number: 999_999_999 }]) {
    expect(await client.call(path, { idStructure: number })).toEqual({ kind: "refusal", codeRetour: 30, libelle });
  }
});

test("R-1013 · sorted and cut by parametresRechercherServicesStructure, and by no other name", async () => {
  const { client, own } = await someDepartments();
  const codes = async (view: object) => {
    const { listeServices, parametresRetour } = await client.obtain(path, { idStructure: own.number, ...view });
    return [...listeServices.map(({ codeService }) => codeService), parametresRetour.total];
  };
  const by = (parametresRechercherServicesStructure: object) => codes({ parametresRechercherServicesStructure });
  expect(await by({ triSens: "Descendant", nbResultatsParPage: 2 })).toEqual(["UPCOMING", "OVER", 4]);
  expect(await by({ triColonne: "IdService" })).toEqual(["OVER", "LAST-DAY", "first-day", "UPCOMING", 4]);
  expect(await by({ triColonne: "LibelleService", nbResultatsParPage: 1 })).toEqual(["first-day", 4]);
  expect(await by({ triColonne: "StatutService" })).toEqual(["LAST-DAY", "first-day", "OVER", "UPCOMING", 4]);
  const down = { triSens: "Descendant" };
  expect(await by({ triColonne: "DateDbtService" })).toEqual(["OVER", "LAST-DAY", "first-day", "UPCOMING", 4]);
  expect(await by({ triColonne: "DateDbtService", ...down })).toEqual(["UPCOMING", "first-day", "OVER", "LAST-DAY", 4]);
  expect(await by({ triColonne: "DateFinService" })).toEqual(["OVER", "LAST-DAY", "first-day", "UPCOMING", 4]);
  expect(await by({ triColonne: "DateFinService", ...down })).toEqual(["first-day", "UPCOMING", "LAST-DAY", "OVER", 4]);
  expect(await by({ triColonne: "EstActif" })).toEqual(["OVER", "UPCOMING", "LAST-DAY", "first-day", 4]);
  expect(await by({ triColonne: "EstActif", ...down })).toEqual(["LAST-DAY", "first-day", "OVER", "UPCOMING", 4]);
  expect(await by({ nbResultatsParPage: 3, pageResultatDemandee: 2 })).toEqual(["UPCOMING", 4]);
  expect(await by({ nbResultatsParPage: 3, pageResultatDemandee: 3 })).toEqual([4]);
  expect(await codes({ parametres: { nbResultatsParPage: 1 } })).toHaveLength(5);
});

test("R-1013 · a column that is none of ours leaves the usual order", async () => {
  const { client, own } = await someDepartments();
  const usual = await client.obtain(path, { idStructure: own.number });
  for (const triColonne of ["code", "password_hash", "number; drop table departments", ""]) {
    const request = { idStructure: own.number, parametresRechercherServicesStructure: { triColonne } };
    expect(await client.obtain(path, request), triColonne).toEqual(usual);
  }
});

test("R-1013 · all departments of a large body come at once, up to 10,000", async () => {
  const { ctx, client, second } = await someDepartments();
  const many = Array.from({ length: 1001 }, (_, place) => ({
    id: ctx.id(),
    structureId: second.id,
    code: `S-${place}`,
    name: "Service",
    validFrom: "2026-01-01",
  }));
  await ctx.db.insert(departments).values(many);
  for (const [asked, given] of [
    [3000, 3000],
    [10_000, 10_000],
    [10_001, 10_000],
    [9_999_999_999, 10_000],
  ]) {
    const { listeServices, parametresRetour } = await client.obtain(path, {
      idStructure: second.number,
      parametresRechercherServicesStructure: { nbResultatsParPage: asked },
    });
    expect(listeServices).toHaveLength(1001);
    expect(parametresRetour).toEqual({ nbResultatsParPage: given, pageCourante: 1, pages: 1, total: 1001 });
  }
});

test("R-811 · a structure with nothing but the default one has an empty list", async () => {
  const { client, second } = await someDepartments();
  const { listeServices, parametresRetour } = await client.obtain(path, { idStructure: second.number });
  expect(listeServices).toEqual([]);
  expect(parametresRetour).toEqual({ nbResultatsParPage: 100, pageCourante: 1, pages: 0, total: 0 });
});

test("SEC-84 · what is missing or wrong is named", async () => {
  const { client, own } = await someDepartments();
  const answers = [
    await client.call(path, {}),
    await client.call(path, { idStructure: "1" }),
    await client.call(path, { idStructure: own.number, parametresRechercherServicesStructure: { triColonne: 1 } }),
  ];
  expect(answers).toMatchObject([
    { codeRetour: 21, libelle: "Le champ « idStructure » est obligatoire." },
    { codeRetour: 20, libelle: expect.stringContaining("« idStructure »") },
    { codeRetour: 20, libelle: expect.stringContaining("« parametresRechercherServicesStructure.triColonne »") },
  ]);
});

test("SEC-82 · it is two round trips", async () => {
  const { ctx, client, town } = await someDepartments();
  await client.signIn();
  ctx.queries();
  await client.obtain(path, { idStructure: town.number });
  expect(ctx.queries()).toBe(2);
});
