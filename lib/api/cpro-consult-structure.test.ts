import { expect, test } from "vitest";
import { inDays } from "@/lib/platform/calendar";
import { testContext } from "@/lib/testing/context";
import { aCproWorld, stopsManaging } from "@/lib/testing/cpro-portal";
import { aManagerOf, aStructure, aTechnicalAccountOf, aTechnicalPasswordOf } from "@/lib/testing/people";

const path = "cpro/structures/v1/consulter";
const unknown = {
  kind: "refusal",
  codeRetour: 30,
  libelle: "La structure demandée est inconnue ou n'est pas accessible.",
};

test("R-1013 · of one's own structure the whole sheet is told", async () => {
  const ctx = await testContext({ now: "2016-11-10T09:21:23Z" });
  const { own, client } = await aCproWorld(ctx);
  expect(await client.obtain(path, { idStructure: own.number, codeLangue: "fr" })).toEqual({
    codeRetour: 0,
    libelle: "GCU_MSG_01_000",
    adressePostaleDuSiege: {
      adresse: "12 rue des Lilas",
      complementAdresse1: "Bâtiment B",
      complementAdresse2: "",
      codePostal: "35000",
      ville: "Rennes",
      pays: "France",
      indicatifTelephone: "+33",
      telephone: "299123456",
      indicatifFax: "",
      fax: "",
    },
    informationGenerales: {
      idStructureCPP: own.number,
      identifiantStructure: own.identifier,
      typeIdentifiantStructure: "SIRET",
      raisonSocialeStructure: "MENUISERIE LEFÈVRE",
      nomStructure: "",
      prenomStructure: "",
      libelleStructure: "Lefèvre Rennes",
      emailStructure: "contact@lefevre.example",
      numeroRcsStructure: "RCS Rennes B 123",
      numeroTVA: "FR23821611431",
      structurePriveePublique: "PRIVEE",
      // T-16, with the offset of Paris.
      dateExpirationMotPasseCompteTech: "2017-02-18T10:21:23+01:00",
      estValideurDeleguee: false,
      idStructureOrigine: 0,
      listeStructureDupliquees: [],
    },
    parametres: {
      codeServiceDoitEtreRenseigne: false,
      numeroEJDoitEtreRenseigne: false,
      gestionNumeroEJOuCodeService: false,
      statutMiseEnPaiementNestPasRemonte: false,
      connexionEDI: true,
      recevoirDonneesViaEDI: true,
      estMoaUniquement: false,
      getaMoa: false,
      estValideurDelegue: false,
      nonDiffusibleInsee: false,
    },
  });
});

test("R-1013, SEC-63 · of a public body only what it requires, and its town", async () => {
  const ctx = await testContext();
  const { town, client } = await aCproWorld(ctx);
  await aTechnicalAccountOf(ctx, town);
  const answer = await client.obtain(path, { idStructure: town.number, codeLangue: "EN" });
  expect(answer.parametres).toEqual({
    codeServiceDoitEtreRenseigne: true,
    numeroEJDoitEtreRenseigne: false,
    gestionNumeroEJOuCodeService: false,
    statutMiseEnPaiementNestPasRemonte: true,
    connexionEDI: false,
    recevoirDonneesViaEDI: false,
    estMoaUniquement: false,
    getaMoa: true,
    estValideurDelegue: false,
    nonDiffusibleInsee: false,
  });
  const { adressePostaleDuSiege, informationGenerales } = answer;
  const told = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  expect(told(adressePostaleDuSiege)).toEqual({ codePostal: "42000", ville: "SAINT-ÉTIENNE", pays: "France" });
  expect(told(informationGenerales)).toEqual({
    idStructureCPP: town.number,
    identifiantStructure: town.identifier,
    typeIdentifiantStructure: "SIRET",
    raisonSocialeStructure: "COMMUNE DE SAINT-ÉTIENNE",
    libelleStructure: "Mairie de Saint-Étienne",
    structurePriveePublique: "PUBLIQUE",
    dateExpirationMotPasseCompteTech: null,
    estValideurDeleguee: false,
    idStructureOrigine: 0,
    listeStructureDupliquees: [],
  });
});

test("R-206 · an address that the register keeps to itself stays there, but for the town", async () => {
  const ctx = await testContext();
  const { client, manager } = await aCproWorld(ctx);
  const body = await aStructure(ctx, { sector: "public", addressDisclosed: false });
  const consult = () => client.obtain(path, { idStructure: body.number });
  const { adressePostaleDuSiege, parametres } = await consult();
  expect(Object.values(adressePostaleDuSiege).filter(Boolean)).toEqual(["Rennes"]);
  expect(parametres.nonDiffusibleInsee).toBe(true);
  // Its own manager reads it all.
  await aManagerOf(ctx, body, { account: manager.account });
  expect((await consult()).adressePostaleDuSiege).toMatchObject({ adresse: "12 rue des Lilas", codePostal: "35000" });
});

test("R-150, SEC-63 · a private individual is named by its manager's own call, without a company name", async () => {
  const ctx = await testContext();
  const { client, manager } = await aCproWorld(ctx);
  const details = { identifierType: "PARTICULIER", identifier: "2701201456", legalName: "Zoé Prévost" } as const;
  const individual = await aStructure(ctx, details);
  await aManagerOf(ctx, individual, { account: manager.account });
  const { informationGenerales } = await client.obtain(path, { idStructure: individual.number });
  expect(informationGenerales).toMatchObject({
    identifiantStructure: "2701201456",
    raisonSocialeStructure: "",
    nomStructure: "Zoé Prévost",
    prenomStructure: "",
    dateExpirationMotPasseCompteTech: null,
  });
});

test("R-310 · the country has its name in the language that was asked for", async () => {
  const ctx = await testContext();
  const { client, manager } = await aCproWorld(ctx);
  const abroad = await aStructure(ctx, { country: "DE", postcode: null });
  await aManagerOf(ctx, abroad, { account: manager.account });
  const named = async (codeLangue: unknown) => {
    const { adressePostaleDuSiege } = await client.obtain(path, { idStructure: abroad.number, codeLangue });
    return adressePostaleDuSiege.pays;
  };
  for (const french of ["fr", "FR", "", null, undefined]) expect(await named(french)).toBe("Allemagne");
  for (const english of ["en", "EN"]) expect(await named(english)).toBe("Germany");
});

test("R-1007, R-1008 · the expiry is that of the newest password, of summer time where it is", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  await aTechnicalPasswordOf(ctx, client.account, { expiresAt: new Date("2026-07-14T10:00:00Z") });
  await aTechnicalPasswordOf(ctx, client.account, { expiresAt: inDays(ctx.now(), 3) });
  const { informationGenerales } = await client.obtain(path, { idStructure: own.number });
  expect(informationGenerales.dateExpirationMotPasseCompteTech).toBe("2026-07-14T12:00:00+02:00");
});

test("SEC-61 · a company of others, a closed public body and one that does not exist answer alike", async () => {
  const ctx = await testContext();
  const { foreign, closed, client } = await aCproWorld(ctx);
  for (const number of [foreign.number, closed.number, 999_999_999, Number.MAX_SAFE_INTEGER]) {
    expect(await client.call(path, { idStructure: number })).toEqual(unknown);
  }
});

test("SEC-84 · an id is a whole number of ours, and must be there", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  for (const missing of [{}, { idStructure: null }, { idStructure: 0 }, { idStructureCPP: 0 }, { id: own.number }]) {
    const libelle = "Le champ « idStructure » est obligatoire.";
    expect(await client.call(path, missing)).toEqual({ kind: "refusal", codeRetour: 21, libelle });
  }
  for (const idStructure of [String(own.number), -1, 1.5, true, [own.number], { id: 1 }]) {
    expect(await client.call(path, { idStructure })).toMatchObject({ kind: "refusal", codeRetour: 20 });
  }
  for (const codeLangue of ["de", 1, "fr-FR"]) {
    expect(await client.call(path, { idStructure: own.number, codeLangue })).toMatchObject({ codeRetour: 20 });
  }
});

test("R-1013 · fields that nobody described are ignored", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  const request = { idStructure: own.number, idUtilisateurCourant: 7, structureId: "x", nested: { more: [1] } };
  expect((await client.obtain(path, request)).informationGenerales.idStructureCPP).toBe(own.number);
});

test("R-1013 · existing clients name the structure by idStructureCPP", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  for (const request of [{ idStructureCPP: own.number }, { idStructureCPP: own.number, idStructure: 0 }]) {
    expect((await client.obtain(path, request)).informationGenerales.idStructureCPP).toBe(own.number);
  }
});

test("R-1013 · beside idStructure the other name is a field that nobody described; alone it is as good", async () => {
  const ctx = await testContext();
  const { own, second, client } = await aCproWorld(ctx);
  const calls = [
    path,
    "cpro/structures/v1/rechercher/services",
    "cpro/structures/v1/consulter/service",
    "cpro/structures/v1/lister/rattachementsutilisateur",
  ] as const;
  for (const call of calls) {
    const more = { idService: 1, idUtilisateur: 1 };
    const meant = await client.call(call, { ...more, idStructure: own.number });
    for (const idStructureCPP of [own.number, second.number, 0, null, -1, "x", { id: 1 }]) {
      const both = { ...more, idStructure: own.number, idStructureCPP };
      expect(await client.call(call, both), `${call} ${JSON.stringify(idStructureCPP)}`).toEqual(meant);
    }
    for (const idStructure of [undefined, null, 0]) {
      const byTheOther = { ...more, idStructure, idStructureCPP: own.number };
      expect(await client.call(call, byTheOther), `${call} ${idStructure}`).toEqual(meant);
      const libelle = "Le champ « idStructureCPP » n'a pas le type ou la valeur attendus.";
      const wrong = { ...byTheOther, idStructureCPP: "x" };
      expect(await client.call(call, wrong), call).toEqual({ kind: "refusal", codeRetour: 20, libelle });
    }
  }
});

test("SEC-84 · an id of 64 bits beyond those of ours is one that nothing has", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  const listing = "cpro/structures/v1/lister/rattachementsutilisateur";
  for (const id of ["9007199254740992", "9007199254740993", "9223372036854775807"]) {
    const structure = `{"idStructure":${id}}`;
    expect(await client.call(path, structure), id).toEqual(unknown);
    expect(await client.call(path, `{"idStructureCPP":${id}}`), id).toEqual(unknown);
    expect(await client.call("cpro/structures/v1/rechercher/services", structure), id).toMatchObject({
      codeRetour: 30,
    });
    const department = `{"idStructure":${own.number},"idService":${id}}`;
    expect(await client.call("cpro/structures/v1/consulter/service", department), id).toMatchObject({ codeRetour: 31 });
    const person = `{"idStructure":${own.number},"idUtilisateur":${id}}`;
    expect(await client.call(listing, person), id).toMatchObject({ codeRetour: 32 });
    const ignored = `{"idStructure":${own.number},"idUtilisateurCourant":-${id}}`;
    expect((await client.call(path, ignored)).kind, id).toBe("success");
  }
  const negative = await client.call(path, '{"idStructure":-9007199254740993}');
  expect(negative).toMatchObject({ kind: "refusal", codeRetour: 20 });
  expect(await client.call(path, '{"idStructure":1e300}')).toMatchObject({ kind: "refusal", codeRetour: 20 });
});

test("SEC-82 · between two calls the manager loses the structure, and it is as unknown as any", async () => {
  const ctx = await testContext();
  const { second, client } = await aCproWorld(ctx);
  expect((await client.call(path, { idStructure: second.number })).kind).toBe("success");
  await stopsManaging(ctx, second);
  expect(await client.call(path, { idStructure: second.number })).toEqual(unknown);
});

test("SEC-78, SEC-82 · it is two round trips and no slow hash", async () => {
  const ctx = await testContext();
  const { own, client } = await aCproWorld(ctx);
  await client.signIn();
  ctx.queries();
  await client.obtain(path, { idStructure: own.number });
  expect(ctx.queries()).toBe(2);
  expect(ctx.passwords.verifies).toBe(0);
});
