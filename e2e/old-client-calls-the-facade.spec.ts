import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { attachmentDepartments, attachments } from "@/drizzle/schema/attachment";
import { departments, structures } from "@/drizzle/schema/structure";
import { inTransaction } from "@/lib/platform/context";
import { cproClient } from "@/lib/testing/cpro-client";
import { aManagerOf, aMemberOf, anAccount, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { type Answer, ask, orHungUp } from "./support/ask";
import { behind } from "./support/people";
import type { Portal } from "./support/portals";
import { expect, test } from "./support/test";

const search = "cpro/structures/v1/rechercher";
const encode = (text: string) => Buffer.from(text).toString("base64");

test.use({ portalKind: "open" });

test("R-1013 · a client of the modelled system works once its two addresses are changed", async ({
  portal,
  freshSiret,
}) => {
  const { own, town, department, member, user } = await aCustomer(portal, freshSiret);
  const client = cproClient({ tokenBase: portal.url, apiBase: portal.url, ...user });

  expect(await client.checkHealth()).toMatchObject({ statusCode: "OK" });

  const { listeStructureRattachement } = await client.obtain("cpro/utilisateurs/v1/monCompte/recuperer/rattachements", {
    parametresRecherche: {
      nbResultatsParPage: 100,
      pageResultatDemandee: 1,
      triColonne: "IdStructure",
      triSens: "Descendant",
    },
  });
  expect(listeStructureRattachement).toMatchObject([
    { idStructure: own.number, roleUtilisateur: "GESTIONNAIRE_PRINCIPAL", statutRattachementStructure: "VALIDE" },
  ]);

  const found = await client.obtain(search, {
    structure: {
      identifiantStructure: town.identifier,
      typeIdentifiantStructure: "SIRET",
      estMOA: false,
      nomStructure: "",
    },
    restreindreStructuresPrivees: false,
    parametres: {
      nbResultatsParPage: 10,
      pageResultatDemandee: 1,
      triColonne: "IdentifiantStructure",
      triSense: "Ascendant",
    },
  });
  expect(found.listeStructures).toEqual([
    {
      idStructureCPP: town.number,
      identifiantStructure: town.identifier,
      typeIdentifiantStructure: "SIRET",
      designationStructure: town.legalName,
      statut: "ACTIF",
    },
  ]);
  expect(found.parametresRetour).toEqual({ nbResultatsParPage: 10, pageCourante: 1, pages: 1, total: 1 });

  const sheet = await client.obtain("cpro/structures/v1/consulter", { idStructure: town.number, codeLangue: "fr" });
  expect(sheet.parametres.codeServiceDoitEtreRenseigne).toBe(true);
  expect(sheet.informationGenerales.emailStructure).toBe("");

  const byTheOtherName = { idStructureCPP: town.number, codeLangue: "fr" };
  expect(await client.obtain("cpro/structures/v1/consulter", byTheOtherName)).toEqual(sheet);

  const services = await client.obtain("cpro/structures/v1/rechercher/services", {
    idStructure: town.number,
    parametresRechercherServicesStructure: { nbResultatsParPage: 10_000, triColonne: "DateDbtService" },
  });
  expect(services.parametresRetour.nbResultatsParPage).toBe(10_000);
  expect(services.listeServices.map(({ idService }) => idService)).toEqual([department.number]);
  const service = await client.obtain("cpro/structures/v1/consulter/service", {
    idStructure: town.number,
    idService: department.number,
    codeLangue: "FR",
  });
  expect(service.parametres.dateDebutValidite).toBe("2020-01-01 00:00");

  const people = await client.obtain("cpro/structures/v1/lister/rattachementsutilisateur", {
    idStructure: own.number,
    adresseEmailConnexionUtilisateur: member.email,
  });
  expect(people.listeServices).toMatchObject([{ codeService: "ACHATS", statutRattachement: "VALIDE" }]);
});

test("SEC-61, SEC-82 · what is of others is unknown, and so is what the manager lost between two calls", async ({
  portal,
  freshSiret,
}) => {
  const { own, second, foreign, manager, user } = await aCustomer(portal, freshSiret, { withSecond: true });
  const client = cproClient({ tokenBase: portal.url, apiBase: portal.url, ...user });
  const consult = (idStructure: number) => client.call("cpro/structures/v1/consulter", { idStructure });
  const unknown = await consult(2 ** 53 - 1);
  expect(unknown).toMatchObject({ kind: "refusal", codeRetour: 30 });
  // Beyond what JavaScript counts exactly.
  const ofSixtyFourBits = await client.call("cpro/structures/v1/consulter", '{"idStructure":9223372036854775807}');
  expect(ofSixtyFourBits).toEqual(unknown);
  expect(await consult(foreign.number)).toEqual(unknown);
  expect((await consult(own.number)).kind).toBe("success");
  expect((await consult(second.number)).kind).toBe("success");

  const ctx = behind(portal);
  await inTransaction(ctx, async (tx) => {
    const ofSecond = eq(attachments.structureId, second.id);
    await tx.db.update(attachments).set({ role: "member" }).where(ofSecond);
    await tx.db.update(structures).set({ managerVacantSince: tx.now() }).where(eq(structures.id, second.id));
  });
  await ctx.close();
  expect(manager.status).toBe("active");
  expect(await consult(second.number)).toEqual(unknown);
});

test("SEC-77, SEC-83 · doubled, broken and over-long credentials, wrong types and paths, each by its status", async ({
  portal,
  freshSiret,
}) => {
  const { user } = await aCustomer(portal, freshSiret);
  const token = await cproClient({ tokenBase: portal.url, apiBase: portal.url, ...user }).signIn();
  const bearer: [string, string] = ["Authorization", `Bearer ${token}`];
  const account: [string, string] = ["cpro-account", encode(`${user.login}:${user.password}`)];
  const json: [string, string] = ["Content-Type", "application/json;charset=utf-8"];
  const post = (headers: [string, string][], body: string | Buffer = "{}", path = `/${search}`): Promise<Answer> =>
    ask(portal, path, { method: "POST", headers, body });

  const right = await post([bearer, account, json]);
  expect(right.status).toBe(200);
  expect(right.headers["content-type"]).toBe("application/json;charset=utf-8");
  expect(right.headers["cache-control"]).toContain("no-store");
  expect(right.headers["ratelimit-limit"]).toBe("60");
  expect(right.headers["access-control-allow-origin"]).toBeUndefined();
  expect(right.headers["set-cookie"]).toBeUndefined();

  const answers: [what: string, answer: Answer | null, status: number][] = [
    ["no bearer", await post([account, json]), 401],
    ["no header", await post([bearer, json]), 401],
    ["two headers", await post([bearer, account, account, json]), 401],
    ["two bearers", await post([bearer, bearer, account, json]), 401],
    ["bad base64", await post([bearer, ["cpro-account", "%%%"], json]), 401],
    ["no colon", await post([bearer, ["cpro-account", encode(user.login)], json]), 401],
    ["the wrong password", await post([bearer, ["cpro-account", encode(`${user.login}:x`)], json]), 401],
    ["NUL in the login", await post([bearer, ["cpro-account", encode("a\0b:c")], json]), 401],
    ["10 kB", await post([bearer, ["cpro-account", "a".repeat(10_000)], json]), 401],
    ["100 kB", await orHungUp(post([bearer, ["cpro-account", "a".repeat(100_000)], json])), 431],
    ["the bare root", await post([bearer, account, json], "{}", "/cpro"), 404],
    ["the bare root, asked by anybody", await ask(portal, "/cpro"), 404],
    ["an unknown path", await post([bearer, account, json], "{}", "/cpro/structures/v1/inconnue"), 404],
    ["another method", await ask(portal, `/${search}`, { headers: [bearer, account] }), 405],
    ["another type", await post([bearer, account, ["Content-Type", "text/plain"]]), 415],
    ["2 MB", await orHungUp(post([bearer, account, json], `"${"x".repeat(2 * 1024 * 1024)}"`)), 413],
  ];
  for (const [what, answer, expected] of answers) {
    if (answer === null) continue;
    const { status, headers, body } = answer;
    expect(status, what).toBe(expected);
    // What is too long for Node itself never reaches us.
    if (status === 431) continue;
    expect(headers["content-type"], what).toBe("application/problem+json");
    expect(JSON.parse(body).status, what).toBe(expected);
  }
  const wrong = await post([bearer, ["cpro-account", encode(`${user.login}:x`)], json]);
  expect([JSON.parse(wrong.body).code, wrong.headers["www-authenticate"]]).toEqual([
    "ACCOUNT_HEADER",
    'Bearer realm="attache"',
  ]);
  const refused = await post([bearer, account, json], '{"structure":{"estMOA":"oui"}}');
  expect([refused.status, JSON.parse(refused.body).codeRetour]).toEqual([400, 20]);
  expect((await post([bearer, account, json])).status).toBe(200);
});

/** A company with a manager, a member and a technical account, a town, and a company of somebody else. */
async function aCustomer(portal: Portal, freshSiret: () => string, { withSecond = false } = {}) {
  const ctx = behind(portal);
  try {
    const manager = await anAccount(ctx, named());
    const own = await aStructure(ctx, { identifier: freshSiret() });
    await aManagerOf(ctx, own, { account: manager });
    const second = await aStructure(ctx, { identifier: freshSiret() });
    await aManagerOf(ctx, second, { account: withSecond ? manager : await anAccount(ctx, named()) });
    const foreign = await aStructure(ctx, { identifier: freshSiret() });
    await aManagerOf(ctx, foreign, { account: await anAccount(ctx, named()) });
    const town = await aStructure(ctx, {
      identifier: freshSiret(),
      sector: "public",
      legalName: `COMMUNE ${randomBytes(4).toString("hex")}`,
      email: "mairie@example.org",
      departmentCodeRequired: true,
    });
    const open = { name: "Achats", code: "ACHATS", validFrom: "2020-01-01" };
    const [department, ofOwn] = await ctx.db
      .insert(departments)
      .values([town, own].map(({ id }) => ({ ...open, id: ctx.id(), structureId: id })))
      .returning();
    if (!department || !ofOwn) throw new Error("nothing was written");
    const { account: member, attachment } = await aMemberOf(ctx, own, { account: await anAccount(ctx, named()) });
    const line = { attachmentId: attachment.id, departmentId: ofOwn.id, status: "approved" } as const;
    await ctx.db.insert(attachmentDepartments).values({ ...line, requestedAt: ctx.now(), decidedAt: ctx.now() });
    const { login, password } = await aTechnicalAccountOf(ctx, own);
    return { own, second, foreign, town, department, manager, member, user: { login, password } };
  } finally {
    await ctx.close();
  }
}

function named() {
  return { email: `client.${randomBytes(6).toString("hex")}@example.org` };
}
