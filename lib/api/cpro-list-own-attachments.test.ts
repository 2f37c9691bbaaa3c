import { expect, test } from "vitest";
import { attachmentDepartments } from "@/drizzle/schema/attachment";
import { testContext } from "@/lib/testing/context";
import { aCproClientOf, aCproWorld, aDepartmentOf, stopsManaging } from "@/lib/testing/cpro-portal";
import { aManagerOf, aMemberOf, aPendingRequest, aStructure } from "@/lib/testing/people";

const path = "cpro/utilisateurs/v1/monCompte/recuperer/rattachements";

test("R-1002, R-1013 · the structures that the account acts for, with the departments", async () => {
  const ctx = await testContext({ now: "2026-06-15T09:00:00Z" });
  const { own, second, manager, client } = await aCproWorld(ctx);
  const department = await aDepartmentOf(ctx, own, { code: "ACHATS", name: "Achats", validUntil: "2026-06-14" });
  const [line] = await ctx.db
    .insert(attachmentDepartments)
    .values({
      attachmentId: manager.attachment.id,
      departmentId: department.id,
      status: "approved",
      requestedAt: ctx.now(),
      decidedAt: ctx.now(),
    })
    .returning();
  const { listeStructureRattachement, parametresRetour } = await client.obtain(path, {});
  const shared = {
    typeIdentifiantStructure: "SIRET",
    roleUtilisateur: "GESTIONNAIRE_PRINCIPAL",
    statutRattachementStructure: "VALIDE",
    statutUtilisateur: "ACTIF",
  };
  expect(listeStructureRattachement).toEqual([
    {
      ...shared,
      idStructure: second.number,
      identifiantStructure: second.identifier,
      designationStructure: "Charpentes du Couesnon",
      idRattachementStructure: expect.any(Number),
      listeServicesRattache: [],
    },
    {
      ...shared,
      idStructure: own.number,
      identifiantStructure: own.identifier,
      designationStructure: "Lefèvre Rennes",
      idRattachementStructure: manager.attachment.number,
      listeServicesRattache: [
        {
          idService: department.number,
          codeService: "ACHATS",
          libelleService: "Achats",
          estActif: false,
          statutService: "INACTIF",
          idRattachementService: line?.number,
          statutRattachementService: "VALIDE",
          dateDbtService: "2026-06-15 11:00",
          dateFinService: "2026-06-14 23:59",
        },
      ],
    },
  ]);
  expect(parametresRetour).toEqual({ nbResultatsParPage: 100, pageCourante: 1, pages: 1, total: 2 });
});

test("R-1002 · only where its manager is the primary one, and only what the account is limited to", async () => {
  const ctx = await testContext();
  const { own, second, manager, client } = await aCproWorld(ctx);
  const { account } = manager;
  await aMemberOf(ctx, await aStructure(ctx), { account, role: "secondary-manager" });
  await aPendingRequest(ctx, await aStructure(ctx), { account });
  const inactive = await aStructure(ctx, { status: "inactive" });
  await aManagerOf(ctx, inactive, { account });
  const numbers = async (of: Pick<typeof client, "obtain">) =>
    (await of.obtain(path, { parametresRecherche: { triColonne: "IdStructure" } })).listeStructureRattachement.map(
      ({ idStructure }) => idStructure,
    );
  expect(await numbers(client)).toEqual([own.number, second.number, inactive.number]);
  expect(await numbers(await aCproClientOf(ctx, second, { only: [second] }))).toEqual([second.number]);
  // A list of nothing is a list.
  expect(await numbers(await aCproClientOf(ctx, await ofTheManager(), { only: [] }))).toEqual([]);

  async function ofTheManager() {
    const structure = await aStructure(ctx);
    await aManagerOf(ctx, structure, { account });
    return structure;
  }
});

test("R-1013 · sorted and cut by parametresRecherche", async () => {
  const ctx = await testContext();
  const { own, second, client } = await aCproWorld(ctx);
  const numbers = async (parametresRecherche: object | null) => {
    const { listeStructureRattachement, parametresRetour } = await client.obtain(path, { parametresRecherche });
    return [...listeStructureRattachement.map(({ idStructure }) => idStructure), parametresRetour.total];
  };
  expect(await numbers(null)).toEqual([second.number, own.number, 2]);
  expect(await numbers({ triSens: "Descendant" })).toEqual([own.number, second.number, 2]);
  expect(await numbers({ triColonne: "IdStructure", nbResultatsParPage: 1 })).toEqual([own.number, 2]);
  expect(await numbers({ triColonne: "IdStructure", nbResultatsParPage: 1, pageResultatDemandee: 2 })).toEqual([
    second.number,
    2,
  ]);
  expect(await numbers({ nbResultatsParPage: 1, pageResultatDemandee: 3 })).toEqual([2]);
  for (const triColonne of ["IdentifiantStructure", "TypeIdentifiantStructure", "IdRattachementStructure"]) {
    expect(await numbers({ triColonne })).toHaveLength(3);
  }
  // A column that is none of ours leaves the usual order.
  expect(await numbers({ triColonne: "designation" })).toEqual([second.number, own.number, 2]);
});

test("SEC-82 · between two calls the manager loses a structure; it is two round trips", async () => {
  const ctx = await testContext();
  const { own, second, client } = await aCproWorld(ctx);
  await client.signIn();
  ctx.queries();
  expect((await client.obtain(path)).parametresRetour.total).toBe(2);
  expect(ctx.queries()).toBe(2);
  await stopsManaging(ctx, second);
  const { listeStructureRattachement } = await client.obtain(path);
  expect(listeStructureRattachement.map(({ idStructure }) => idStructure)).toEqual([own.number]);
});
