import { expect, test } from "vitest";
import { recordEvent } from "@/lib/audit/record-event";
import { testContext } from "@/lib/testing/context";
import { aCproWorld, aDepartmentOf } from "@/lib/testing/cpro-portal";

const path = "cpro/structures/v1/consulter/service";
const sheet = {
  code: "ACHATS",
  name: "Service des achats",
  description: "Bâtiment C",
  addressLine1: "3 quai Émile-Zola",
  addressLine2: "Escalier 2",
  addressLine3: "Porte 4",
  postcode: "35000",
  city: "Rennes",
  country: "FR",
  validFrom: "2026-01-01",
  validUntil: "2026-12-31",
  commitmentNumberRequired: true,
};
const nothing = { adresse: "", complementAdresse1: "", complementAdresse2: "", codePostal: "", ville: "", pays: "" };
const noNumbers = { indicatifTelephone: "", telephone: "", indicatifFax: "", fax: "" };

test("R-810, R-1013 · of one's own structure the whole department is told, by the clock of Paris", async () => {
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const { own, client } = await aCproWorld(ctx);
  const { id, number } = await aDepartmentOf(ctx, own, sheet);
  const noted = { actorId: null, targetId: id };
  await recordEvent(ctx, { ...noted, kind: "department-added", facts: { structureId: own.id, code: "ACHATS" } });
  ctx.moveTo("2026-04-01T22:30:00Z");
  await recordEvent(ctx, { ...noted, kind: "department-updated", facts: { structureId: own.id, fields: ["name"] } });
  expect(await client.obtain(path, { idStructure: own.number, idService: number, codeLangue: "fr" })).toEqual({
    codeRetour: 0,
    libelle: "GCU_MSG_01_000",
    informationsGenerales: {
      codeService: "ACHATS",
      nomService: "Service des achats",
      descriptionService: "Bâtiment C",
    },
    adressePostale: {
      adresse: "3 quai Émile-Zola",
      complementAdresse1: "Escalier 2",
      complementAdresse2: "Porte 4",
      codePostal: "35000",
      ville: "Rennes",
      pays: "France",
      ...noNumbers,
    },
    parametres: {
      dateCreation: "2026-01-05 10:00",
      dateDebutValidite: "2026-01-01 00:00",
      dateFinValidite: "2026-12-31 23:59",
      dateModification: "2026-04-02 00:30",
      miseEnPaiement: true,
      numeroEngagement: true,
    },
  });
});

test("R-805, SEC-63 · of a public body what it requires, without its address", async () => {
  const ctx = await testContext({ now: "2026-06-15T09:00:00Z" });
  const { town, client } = await aCproWorld(ctx);
  const { number } = await aDepartmentOf(ctx, town, { ...sheet, validUntil: null, commitmentNumberRequired: false });
  const { adressePostale, parametres, informationsGenerales } = await client.obtain(path, {
    idStructure: town.number,
    idService: number,
  });
  expect(adressePostale).toEqual({ ...nothing, ...noNumbers });
  expect(informationsGenerales.descriptionService).toBe("Bâtiment C");
  // It does not report when it pays, and nobody noted who added the department.
  expect(parametres).toEqual({
    dateCreation: null,
    dateDebutValidite: "2026-01-01 00:00",
    dateFinValidite: null,
    dateModification: null,
    miseEnPaiement: false,
    numeroEngagement: false,
  });
});

test("R-805 · a department that is over, or to come, is there for its own structure alone", async () => {
  const ctx = await testContext({ now: "2026-12-31T22:59:59Z" });
  const { own, town, client } = await aCproWorld(ctx);
  const ofOwn = await aDepartmentOf(ctx, own, sheet);
  const ofTown = await aDepartmentOf(ctx, town, sheet);
  const consulted = async () => {
    const calls = [
      { idStructure: own.number, idService: ofOwn.number },
      { idStructure: town.number, idService: ofTown.number },
    ];
    return [(await client.call(path, calls[0])).kind, (await client.call(path, calls[1])).kind];
  };
  expect(await consulted()).toEqual(["success", "success"]);
  // Midnight in Paris.
  ctx.moveTo("2026-12-31T23:00:00Z");
  expect(await consulted()).toEqual(["success", "refusal"]);
});

test("SEC-61, SEC-62 · a department of others, or of another structure than the named one, is unknown", async () => {
  const ctx = await testContext({ now: "2026-06-15T09:00:00Z" });
  const { own, second, foreign, town, client } = await aCproWorld(ctx);
  const ofOwn = await aDepartmentOf(ctx, own, sheet);
  const ofForeign = await aDepartmentOf(ctx, foreign, sheet);
  const call = (structure: number, department: number) =>
    client.call(path, { idStructure: structure, idService: department });
  const noStructure = { codeRetour: 30, libelle: "La structure demandée est inconnue ou n'est pas accessible." };
  const noDepartment = { codeRetour: 31, libelle: "Le service demandé est inconnu ou n'est pas accessible." };
  expect(await call(foreign.number, ofForeign.number)).toMatchObject(noStructure);
  expect(await call(foreign.number, 999_999_999)).toMatchObject(noStructure);
  expect(await call(999_999_999, ofOwn.number)).toMatchObject(noStructure);
  for (const mismatched of [
    await call(own.number, ofForeign.number),
    await call(town.number, ofOwn.number),
    await call(second.number, ofOwn.number),
    await call(own.number, 999_999_999),
  ]) {
    expect(mismatched).toMatchObject(noDepartment);
  }
});

test("SEC-84 · both ids must be there", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  expect(await client.call(path, { idService: 1 })).toMatchObject({
    codeRetour: 21,
    libelle: expect.stringContaining("« idStructure »"),
  });
  expect(await client.call(path, { idStructure: own.number })).toMatchObject({
    codeRetour: 21,
    libelle: expect.stringContaining("« idService »"),
  });
  expect(await client.call(path, { idStructure: own.number, idService: "1" })).toMatchObject({ codeRetour: 20 });
});

test("SEC-82 · it is two round trips", async () => {
  const ctx = await testContext({ now: "2026-06-15T09:00:00Z" });
  const { own, client } = await aCproWorld(ctx);
  const { number } = await aDepartmentOf(ctx, own, sheet);
  await client.signIn();
  ctx.queries();
  await client.obtain(path, { idStructure: own.number, idService: number });
  expect(ctx.queries()).toBe(2);
});
