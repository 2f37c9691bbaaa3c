import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { requestAttachment } from "@/lib/attachment/request-attachment";
import { inTransaction } from "@/lib/platform/context";
import { testContext } from "@/lib/testing/context";
import { aCproWorld, aDepartmentOf, stopsManaging } from "@/lib/testing/cpro-portal";
import { type Attached, aMemberOf, anAccount, aPendingRequest } from "@/lib/testing/people";

const path = "cpro/structures/v1/lister/rattachementsutilisateur";
const noStructure = { codeRetour: 30, libelle: "La structure demandée est inconnue ou n'est pas accessible." };
const noPerson = { codeRetour: 32, libelle: "L'utilisateur demandé n'est pas rattaché à la structure." };

async function aMemberWithDepartments() {
  const ctx = await testContext({ now: "2026-06-15T09:00:00Z" });
  const world = await aCproWorld(ctx);
  const member = await aMemberOf(ctx, world.own);
  const lines = [
    {
      department: await aDepartmentOf(ctx, world.own, { code: "ACHATS", validUntil: "2026-12-31" }),
      status: "approved",
    },
    { department: await aDepartmentOf(ctx, world.own, { code: "PAIE" }), status: "pending" },
    { department: await aDepartmentOf(ctx, world.own, { code: "TRAVAUX" }), status: "refused" },
  ] as const;
  const rows = lines.map(({ department, status }) => ({
    attachmentId: member.attachment.id,
    departmentId: department.id,
    status,
    requestedAt: new Date("2026-06-01T08:00:00Z"),
    decidedAt: status === "pending" ? null : new Date("2026-06-02T08:15:30Z"),
  }));
  const written = await ctx.db.insert(attachmentDepartments).values(rows).returning();
  return { ctx, ...world, member, lines, written };
}

test("R-852, R-1013 · the departments of a member of one's own structure are told", async () => {
  const { client, own, member, lines, written } = await aMemberWithDepartments();
  const request = { idStructure: own.number, adresseEmailConnexionUtilisateur: member.account.email };
  const line = (at: number, told: object) => ({
    idService: lines[at]?.department.number,
    codeService: lines[at]?.department.code,
    nomService: lines[at]?.department.name,
    idRattachement: written[at]?.number,
    commentaire: "",
    dateDebut: null,
    dateFin: null,
    ...told,
  });
  expect(await client.obtain(path, request)).toEqual({
    codeRetour: 0,
    libelle: "GCU_MSG_01_000",
    idStructure: own.number,
    identifiantStructure: own.identifier,
    designationStructure: "Lefèvre Rennes",
    premierService: false,
    listeServices: [
      line(0, {
        statutRattachement: "VALIDE",
        dateDebut: "2026-06-02T10:15:30+02:00",
        dateFin: "2026-12-31T23:59:59+01:00",
      }),
      line(1, { statutRattachement: "DEMANDE" }),
      line(2, { statutRattachement: "REFUSE" }),
    ],
    parametresRetour: { nbResultatsParPage: 100, pageCourante: 1, pages: 1, total: 3 },
  });
});

test("R-853, R-1013 · what somebody wrote with his request is told of each department that he asked for", async () => {
  const ctx = await testContext();
  const { client, own } = await aCproWorld(ctx);
  const asking = await anAccount(ctx);
  const departments = [
    await aDepartmentOf(ctx, own, { code: "ACHATS" }),
    await aDepartmentOf(ctx, own, { code: "PAIE" }),
  ];
  const asked = await inTransaction(ctx, (tx) =>
    requestAttachment(tx, {
      accountId: asking.id,
      fullName: "Camille Martin",
      structureId: own.id,
      departmentIds: departments.map(({ id }) => id),
      comment: "Je rejoins la paie.",
    }),
  );
  expect(asked.kind).toBe("requested");
  const { listeServices } = await client.obtain(path, { idStructure: own.number, idUtilisateur: asking.number });
  expect(listeServices.map(({ codeService, commentaire }) => [codeService, commentaire])).toEqual([
    ["ACHATS", "Je rejoins la paie."],
    ["PAIE", "Je rejoins la paie."],
  ]);
});

test("R-1013 · structure and person are named in either way, and what is named twice must be the same (SEC-62)", async () => {
  const { client, own, second, member, manager } = await aMemberWithDepartments();
  const byPair = { identifiantStructure: ` ${own.identifier} `, typeIdentifiantStructure: "SIRET" };
  const byId = { idStructure: own.number };
  const byEmail = { adresseEmailConnexionUtilisateur: member.account.email.toUpperCase() };
  const byNumber = { idUtilisateur: member.account.number };
  // Clients in typed languages send all fields.
  const unset = { idStructure: 0, identifiantStructure: "", typeIdentifiantStructure: "", idUtilisateur: 0 };
  for (const request of [
    { ...byPair, ...byEmail },
    { ...byPair, ...byNumber },
    { ...byId, ...byNumber },
    { ...byId, ...byPair, ...byEmail, ...byNumber },
    { ...unset, ...byId, ...byEmail },
    { ...unset, adresseEmailConnexionUtilisateur: "", ...byPair, ...byNumber },
  ]) {
    expect((await client.obtain(path, request)).listeServices, JSON.stringify(request)).toHaveLength(3);
  }
  expect(await client.call(path, { ...byPair, ...byEmail, idStructure: second.number })).toMatchObject(noStructure);
  expect(await client.call(path, { ...byId, ...byEmail, idUtilisateur: manager.account.number })).toMatchObject(
    noPerson,
  );
});

test("R-852 · whoever is there for the default department has no line, and the next will be the first", async () => {
  const { client, own, manager } = await aMemberWithDepartments();
  const answer = await client.obtain(path, { idStructure: own.number, idUtilisateur: manager.account.number });
  expect(answer).toMatchObject({ premierService: true, listeServices: [], parametresRetour: { pages: 0, total: 0 } });
});

test("R-854 · a suspended member holds nothing, a request may be looked at", async () => {
  const { ctx, client, own, member } = await aMemberWithDepartments();
  const thisOne = eq(attachments.id, member.attachment.id);
  await ctx.db.update(attachments).set({ status: "suspended" }).where(thisOne);
  const request = { idStructure: own.number, idUtilisateur: member.account.number };
  const { listeServices } = await client.obtain(path, request);
  expect(listeServices.map(({ statutRattachement }) => statutRattachement)).toEqual(["DESACTIVE", "DEMANDE", "REFUSE"]);
  const asking = await aPendingRequest(ctx, own);
  const { premierService } = await client.obtain(path, { ...request, idUtilisateur: asking.account.number });
  expect(premierService).toBe(true);
});

test("SEC-61 · nobody's of others, of public bodies or of who is gone: all alike", async () => {
  const { ctx, client, own, town, foreign, foreigner, member } = await aMemberWithDepartments();
  const official: Attached = await aMemberOf(ctx, town);
  for (const [structure, person] of [
    [foreign, foreigner],
    [town, official],
    [{ number: 999_999_999 }, member],
  ] as const) {
    const request = { idStructure: structure.number, idUtilisateur: person.account.number };
    expect(await client.call(path, request)).toMatchObject(noStructure);
  }
  const pair = { identifiantStructure: foreign.identifier, typeIdentifiantStructure: "SIRET" };
  const ofForeigner = { adresseEmailConnexionUtilisateur: foreigner.account.email };
  expect(await client.call(path, { ...pair, ...ofForeigner })).toMatchObject(noStructure);
  // No identifier at all is as unknown.
  const impossible = { identifiantStructure: "12345678901234", typeIdentifiantStructure: "SIRET" };
  expect(await client.call(path, { ...impossible, ...ofForeigner })).toMatchObject(noStructure);
  const ofNoKind = { identifiantStructure: own.identifier, typeIdentifiantStructure: "AUTRE" };
  expect(await client.call(path, { ...ofNoKind, ...ofForeigner })).toMatchObject(noStructure);

  await aMemberOf(ctx, own, { account: await anAccount(ctx, { contactEmail: "contact.only@example.org" }) });
  const gone = await aMemberOf(ctx, own, { status: "ended" });
  for (const person of [
    ofForeigner,
    { idUtilisateur: foreigner.account.number },
    { idUtilisateur: gone.account.number },
    { idUtilisateur: 999_999_999 },
    { adresseEmailConnexionUtilisateur: "nobody@example.org" },
    { adresseEmailConnexionUtilisateur: "%" },
    // It is the address one signs in with that is asked for.
    { adresseEmailConnexionUtilisateur: "contact.only@example.org" },
  ]) {
    expect(await client.call(path, { idStructure: own.number, ...person })).toMatchObject(noPerson);
  }
});

test("SEC-84 · what is missing or wrong is named", async () => {
  const { client, own } = await aMemberWithDepartments();
  const refusals: [request: object, codeRetour: number, field: string][] = [
    [{ idUtilisateur: 1 }, 21, "idStructure"],
    [{ typeIdentifiantStructure: "SIRET", idUtilisateur: 1 }, 21, "idStructure"],
    [{ identifiantStructure: own.identifier, idUtilisateur: 1 }, 21, "typeIdentifiantStructure"],
    [{ idStructure: own.number }, 21, "adresseEmailConnexionUtilisateur"],
    [{ idStructure: own.number, idUtilisateur: "1" }, 20, "idUtilisateur"],
    [{ idStructure: own.number, adresseEmailConnexionUtilisateur: 1 }, 20, "adresseEmailConnexionUtilisateur"],
    [
      { idStructure: own.number, parametresListerRattachementsStructureUtilisateur: { triSens: "haut" } },
      20,
      "parametresListerRattachementsStructureUtilisateur.triSens",
    ],
  ];
  for (const [request, codeRetour, field] of refusals) {
    const libelle = expect.stringContaining(`« ${field} »`);
    expect(await client.call(path, request), JSON.stringify(request)).toMatchObject({ codeRetour, libelle });
  }
});

test("R-1013 · sorted and cut by its own pagination object", async () => {
  const { client, own, member } = await aMemberWithDepartments();
  const codes = async (parametresListerRattachementsStructureUtilisateur: object) => {
    const named = { idStructure: own.number, idUtilisateur: member.account.number };
    const answer = await client.obtain(path, { ...named, parametresListerRattachementsStructureUtilisateur });
    return [...answer.listeServices.map(({ codeService }) => codeService), answer.parametresRetour.total];
  };
  expect(await codes({ triSens: "Descendant", nbResultatsParPage: 2 })).toEqual(["TRAVAUX", "PAIE", 3]);
  expect(await codes({ triColonne: "DateDebut", triSens: "Descendant", nbResultatsParPage: 1 })).toEqual(["ACHATS", 3]);
  expect(await codes({ nbResultatsParPage: 2, pageResultatDemandee: 3 })).toEqual([3]);
  for (const triColonne of ["NomService", "IdService", "IdRattachement", "StatutRattachement"]) {
    expect(await codes({ triColonne })).toHaveLength(4);
  }
});

test("SEC-82 · between two calls the manager loses the structure; it is two round trips", async () => {
  const { ctx, client, second } = await aMemberWithDepartments();
  const member = await aMemberOf(ctx, second);
  const request = { idStructure: second.number, idUtilisateur: member.account.number };
  await client.signIn();
  ctx.queries();
  await client.obtain(path, request);
  expect(ctx.queries()).toBe(2);
  await stopsManaging(ctx, second);
  expect(await client.call(path, request)).toMatchObject(noStructure);
});
