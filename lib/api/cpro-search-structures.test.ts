import { describe, expect, test } from "vitest";
import type { IdentifierType } from "@/lib/structure/identifier";
import { testContext } from "@/lib/testing/context";
import type { CproReading } from "@/lib/testing/cpro-client";
import { aCproClientOf, aCproWorld, stopsManaging } from "@/lib/testing/cpro-portal";
import { aManagerOf, aStructure } from "@/lib/testing/people";

const path = "cpro/structures/v1/rechercher";
type World = Awaited<ReturnType<typeof aCproWorld>>;

async function someStructures() {
  const ctx = await testContext();
  const world = await aCproWorld(ctx);
  const named = new Map(
    Object.entries(world).flatMap(([name, made]) => ("number" in made ? [[made.number, name] as const] : [])),
  );
  const find = async (structure: object | null, more: object = {}) => {
    const { listeStructures } = await world.client.obtain(path, { structure, ...more });
    return listeStructures.map(({ idStructureCPP }) => named.get(idStructureCPP) ?? "?").sort();
  };
  return { ctx, world, find };
}

describe("R-1013, SEC-61 · one finds one's own structures and the active public bodies", () => {
  test("without a criterion all of them, and never a private one of others", async () => {
    const { find } = await someStructures();
    const all = ["own", "second", "town"];
    expect(await find({})).toEqual(all);
    expect(await find(null)).toEqual(all);
    expect(await find({}, { restreindreStructuresPrivees: true })).toEqual(all);
    expect(await find({}, { restreindreStructuresPrivees: false })).toEqual(all);
    // What clients in typed languages send for "nothing".
    const nothing = Object.fromEntries(
      [
        "identifiantStructure",
        "typeIdentifiantStructure",
        "raisonSocialeStructure",
        "statutStructure",
        "adresseVille",
      ].map((name) => [name, ""]),
    );
    expect(await find({ ...nothing, estMOA: false, estMOAUniquement: false }, { parametres: null })).toEqual(all);
  });

  test("R-1013, R-1207 · by criteria that must all hold, whatever the case and accents", async () => {
    const { world, find } = await someStructures();
    const searches: [what: string, criteria: (world: World) => object, found: string[]][] = [
      ["the identifier", ({ own }) => ({ identifiantStructure: own.identifier }), ["own"]],
      [
        "typed in groups",
        ({ own }) => ({ identifiantStructure: ` ${own.identifier.replace(/(\d{3})/g, "$1 ")}` }),
        ["own"],
      ],
      [
        "with its type",
        ({ town }) => ({ identifiantStructure: town.identifier, typeIdentifiantStructure: "SIRET" }),
        ["town"],
      ],
      [
        "with another type",
        ({ own }) => ({ identifiantStructure: own.identifier, typeIdentifiantStructure: "RIDET" }),
        [],
      ],
      ["a part of it", ({ own }) => ({ identifiantStructure: own.identifier.slice(0, 9) }), []],
      ["one of others", ({ foreign }) => ({ identifiantStructure: foreign.identifier }), []],
      ["a type alone", () => ({ typeIdentifiantStructure: "siret" }), ["own", "second", "town"]],
      ["a type that there is not here", () => ({ typeIdentifiantStructure: "AUTRE" }), []],
      [
        "with such a type",
        ({ own }) => ({ identifiantStructure: own.identifier, typeIdentifiantStructure: "SIREN" }),
        [],
      ],
      ["a name, whatever the case and accents", () => ({ raisonSocialeStructure: "lefevre" }), ["own"]],
      ["of a public body", () => ({ raisonSocialeStructure: "saint-etienne" }), ["town"]],
      ["the label", () => ({ libelleStructure: "MAIRIE" }), ["town"]],
      ["the label where it is a name", () => ({ libelleStructure: "commune" }), []],
      ["the name where it is a label", () => ({ raisonSocialeStructure: "mairie" }), []],
      ["a town", () => ({ adresseVille: "saint-etienne" }), ["town"]],
      ["one's own town", () => ({ adresseVille: "FOUGERES" }), ["second"]],
      ["a postcode", () => ({ adresseCodePostal: "42000" }), ["town"]],
      ["a part of it", () => ({ adresseCodePostal: "4200" }), []],
      ["a country", () => ({ adresseCodePays: "fr" }), ["own", "second", "town"]],
      ["another country", () => ({ adresseCodePays: "BE" }), []],
      ["what is public", () => ({ typeStructure: "PUBLIQUE" }), ["town"]],
      ["what is private", () => ({ typeStructure: "PRIVEE" }), ["own", "second"]],
      ["what is active", () => ({ statutStructure: "ACTIF" }), ["own", "second", "town"]],
      ["what is not", () => ({ statutStructure: "INACTIF" }), []],
      ["contracting authorities", () => ({ estMOA: true }), ["town"]],
      ["nothing but that", () => ({ estMOAUniquement: true }), []],
      ["a private individual's name", () => ({ nomStructure: "lefevre" }), []],
      ["all criteria at once", () => ({ adresseVille: "Rennes", libelleStructure: "Lefevre" }), ["own"]],
      ["one of which does not hold", () => ({ adresseVille: "Fougères", libelleStructure: "Lefevre" }), []],
      ["a wildcard", () => ({ raisonSocialeStructure: "%" }), []],
      ["an underscore", () => ({ adresseVille: "SAINT_" }), []],
      ["a quote", () => ({ raisonSocialeStructure: "' or true --" }), []],
      ["a backslash", () => ({ libelleStructure: "\\" }), []],
    ];
    for (const [what, criteria, found] of searches) expect(await find(criteria(world)), what).toEqual(found);
  });

  test.each<[typed: string, type: IdentifierType, identifier: string]>([
    ["GR094259216", "UE_HORS_FRANCE", "EL094259216"],
    ["el 094 259 216", "UE_HORS_FRANCE", "EL094259216"],
    ["BE428759497", "UE_HORS_FRANCE", "BE0428759497"],
    ["123456789", "RIDET", "0123456789"],
    ["f95-709", "TAHITI", "F95709"],
  ])(
    "R-104, R-120, R-121 · T-08 · %s is read as the portal reads it, by both calls",
    async (typed, identifierType, identifier) => {
      const { ctx, world } = await someStructures();
      const structure = await aStructure(ctx, { identifierType, identifier });
      await aManagerOf(ctx, structure, { account: world.manager.account });
      const named = { identifiantStructure: typed, typeIdentifiantStructure: identifierType };
      for (const criteria of [named, { identifiantStructure: typed }]) {
        const { listeStructures } = await world.client.obtain(path, { structure: criteria });
        expect(listeStructures.map(({ idStructureCPP }) => idStructureCPP)).toEqual([structure.number]);
      }
      const adresseEmailConnexionUtilisateur = world.manager.account.email;
      const listed = await world.client.obtain("cpro/structures/v1/lister/rattachementsutilisateur", {
        ...named,
        adresseEmailConnexionUtilisateur,
      });
      expect(listed.idStructure).toBe(structure.number);
    },
  );

  test("SEC-63 · the individual one manages is found by the name, with the whole identifier", async () => {
    const { ctx, world, find } = await someStructures();
    const identity = { identifierType: "PARTICULIER", identifier: "2701201456", legalName: "Zoé Prévost" } as const;
    const individual = await aStructure(ctx, identity);
    await aManagerOf(ctx, individual, { account: world.manager.account });
    expect(await find({ nomStructure: "prevost", prenomStructure: "ZOE" })).toHaveLength(1);
    expect(await find({ raisonSocialeStructure: "prevost" })).toEqual([]);
    const { listeStructures } = await world.client.obtain(path, { structure: { nomStructure: "prevost" } });
    expect(listeStructures[0]?.identifiantStructure).toBe("2701201456");
  });

  test("R-206, SEC-63 · nobody finds out where a public body is that keeps its address to itself", async () => {
    const { ctx, world, find } = await someStructures();
    const hidden = { sector: "public", addressDisclosed: false, postcode: "42100", city: "Firminy" } as const;
    const body = await aStructure(ctx, hidden);
    expect(await find({ adresseCodePostal: "42100" })).toEqual([]);
    expect(await find({ identifiantStructure: body.identifier, adresseCodePays: "FR" })).toEqual([]);
    // The list of S-17 shows the town.
    expect(await find({ adresseVille: "Firminy" })).toHaveLength(1);
    await aManagerOf(ctx, body, { account: world.manager.account });
    expect(await find({ adresseCodePostal: "42100" })).toHaveLength(1);
  });
});

test("R-1013 · a line has the fields of the document", async () => {
  const { world } = await someStructures();
  const { own, second, town, client } = world;
  const { listeStructures, parametresRetour } = await client.obtain(path, {});
  expect(listeStructures).toEqual(
    [
      ["Charpentes du Couesnon", second],
      ["Lefèvre Rennes", own],
      ["Mairie de Saint-Étienne", town],
    ].map(([designationStructure, structure]) => {
      const { number, identifier } = structure as typeof own;
      return {
        idStructureCPP: number,
        identifiantStructure: identifier,
        typeIdentifiantStructure: "SIRET",
        designationStructure,
        statut: "ACTIF",
      };
    }),
  );
  expect(parametresRetour).toEqual({ nbResultatsParPage: 100, pageCourante: 1, pages: 1, total: 3 });
});

describe("pages", () => {
  test("R-1013 · are cut and sorted as the request says, a page beyond the last is empty", async () => {
    const { world } = await someStructures();
    const { own, second, town } = world;
    const everything = { nbResultatsParPage: 100, pageCourante: 1, pages: 1, total: 3 };
    const byName = [second, own, town];
    const pages: [parametres: object, found: { number: number }[], page: object][] = [
      [{ nbResultatsParPage: 2 }, [second, own], { nbResultatsParPage: 2, pageCourante: 1, pages: 2, total: 3 }],
      [
        { nbResultatsParPage: 2, pageResultatDemandee: 2 },
        [town],
        { nbResultatsParPage: 2, pageCourante: 2, pages: 2, total: 3 },
      ],
      [
        { nbResultatsParPage: 2, pageResultatDemandee: 3 },
        [],
        { nbResultatsParPage: 2, pageCourante: 3, pages: 2, total: 3 },
      ],
      [{ pageResultatDemandee: 2147483647 }, [], { ...everything, pageCourante: 2147483647 }],
      [{ nbResultatsParPage: 0, pageResultatDemandee: 0, triColonne: "", triSens: "" }, byName, everything],
      [{ nbResultatsParPage: 1000 }, byName, { ...everything, nbResultatsParPage: 1000 }],
      // Clients that want "all" ask for such numbers; the answer says what they got.
      [{ nbResultatsParPage: 1001 }, byName, { ...everything, nbResultatsParPage: 1000 }],
      [{ nbResultatsParPage: 9999999999 }, byName, { ...everything, nbResultatsParPage: 1000 }],
      [{ nbResultatsParPage: 2 ** 62 }, byName, { ...everything, nbResultatsParPage: 1000 }],
      [{ triSens: "Descendant" }, [town, own, second], everything],
      [{ triSense: "Descendant" }, [town, own, second], everything],
      [{ triColonne: "IdStructureCPP", triSens: "Ascendant", triSense: "Descendant" }, [own, second, town], everything],
      [
        { triColonne: "identifiantStructure", triSens: "Descendant" },
        [own, second, town].toSorted((one, other) => (one.identifier < other.identifier ? 1 : -1)),
        everything,
      ],
      [{ triColonne: "TypeIdentifiantStructure" }, [own, second, town], everything],
      [{ triColonne: "Statut" }, [own, second, town], everything],
      // One that is none of ours leaves the usual order, and is no part of any statement.
      [{ triColonne: "password_hash" }, byName, everything],
      [{ triColonne: "fold(designation); drop table structures" }, byName, everything],
      [{ triColonne: "RaisonSociale", triSens: "Descendant" }, byName.toReversed(), everything],
    ];
    for (const [parametres, found, page] of pages) {
      const { listeStructures, parametresRetour } = await world.client.obtain(path, { parametres });
      const numbers = listeStructures.map(({ idStructureCPP }) => idStructureCPP);
      expect(numbers, JSON.stringify(parametres)).toEqual(found.map(({ number }) => number));
      expect(parametresRetour).toEqual(page);
    }
  });

  test("SEC-84 · what is of the wrong type, too long or no known code is refused, and named", async () => {
    const { world } = await someStructures();
    const mistakes: [request: object, field: string][] = [
      [{ parametres: { nbResultatsParPage: -1 } }, "parametres.nbResultatsParPage"],
      [{ parametres: { nbResultatsParPage: 1.5 } }, "parametres.nbResultatsParPage"],
      [{ parametres: { nbResultatsParPage: "10" } }, "parametres.nbResultatsParPage"],
      [{ parametres: { pageResultatDemandee: -1 } }, "parametres.pageResultatDemandee"],
      [{ parametres: { pageResultatDemandee: 2147483648 } }, "parametres.pageResultatDemandee"],
      [{ parametres: { triColonne: 1 } }, "parametres.triColonne"],
      [{ parametres: { triColonne: "x".repeat(256) } }, "parametres.triColonne"],
      [{ parametres: { triSens: "Ascending" } }, "parametres.triSens"],
      [{ parametres: { triSense: 1 } }, "parametres.triSense"],
      [{ parametres: [] }, "parametres"],
      [{ parametres: "10" }, "parametres"],
      [{ structure: [] }, "structure"],
      [{ structure: { identifiantStructure: 82161143100015 } }, "structure.identifiantStructure"],
      [{ structure: { typeIdentifiantStructure: 1 } }, "structure.typeIdentifiantStructure"],
      [{ structure: { statutStructure: "OUVERT" } }, "structure.statutStructure"],
      [{ structure: { typeStructure: "public" } }, "structure.typeStructure"],
      [{ structure: { estMOA: "true" } }, "structure.estMOA"],
      [{ structure: { raisonSocialeStructure: "x".repeat(256) } }, "structure.raisonSocialeStructure"],
      [{ structure: { raisonSocialeStructure: { $ne: null } } }, "structure.raisonSocialeStructure"],
      [{ restreindreStructuresPrivees: "oui" }, "restreindreStructuresPrivees"],
    ];
    for (const [request, field] of mistakes) {
      const reading: CproReading = await world.client.call(path, request);
      const libelle = `Le champ « ${field} » n'a pas le type ou la valeur attendus.`;
      expect(reading, JSON.stringify(request)).toEqual({ kind: "refusal", codeRetour: 20, libelle });
    }
  });

  test("a text of 255 characters is looked for", async () => {
    const { find } = await someStructures();
    expect(await find({ raisonSocialeStructure: "x".repeat(255) })).toEqual([]);
  });
});

test("SEC-82 · what the manager stopped managing is not found at the next call", async () => {
  const { ctx, world, find } = await someStructures();
  expect(await find({})).toEqual(["own", "second", "town"]);
  await stopsManaging(ctx, world.second);
  expect(await find({})).toEqual(["own", "town"]);
});

test("R-1002 · an account that is limited to a list finds nothing beside it", async () => {
  const { ctx, world } = await someStructures();
  const limited = await aCproClientOf(ctx, world.second, { only: [world.second], readOnly: true });
  const { listeStructures } = await limited.obtain(path, { structure: { typeStructure: "PRIVEE" } });
  expect(listeStructures.map(({ idStructureCPP }) => idStructureCPP)).toEqual([world.second.number]);
});

test("SEC-82 · one round trip authenticates and authorises, one answers, and no slow hash", async () => {
  const { ctx, world } = await someStructures();
  await world.client.signIn();
  ctx.queries();
  await world.client.obtain(path, { structure: { adresseVille: "Rennes" } });
  expect(ctx.queries()).toBe(2);
  expect(ctx.passwords.verifies).toBe(0);
});
