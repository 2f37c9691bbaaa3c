import { describe, expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
} from "@/lib/testing/people";
import { pagesOf } from "./pages-of";

describe("R-303, R-1202 · the site map shows the doors that open, and no other", () => {
  test("a visitor is led to the pages that need no account", () => {
    const [group, ...others] = pagesOf(null);
    expect(others).toEqual([]);
    expect(group?.pages.map(({ href }) => href)).toEqual([
      "/",
      "/connexion",
      "/mot-de-passe-oublie",
      "/inscription",
      "/renvoi-activation",
      "/structures-publiques",
      "/documentation-api",
      "/documentation-api/reference",
    ]);
  });

  test("who is attached to nothing sees his account, and neither desk, nor workspaces, nor administration", async () => {
    const ctx = await testContext();
    const groups = await groupsFor(ctx, await anAccount(ctx));
    expect(Object.keys(groups)).toEqual(["portal", "structures", "account"]);
    expect(groups.structures).toEqual(["/structures/nouvelle"]);
  });

  test("a member sees the structure and the workspaces that are his, a request gives none", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aMemberOf(ctx, structure);
    await aPendingRequest(ctx, await aStructure(ctx), { account });
    const groups = await groupsFor(ctx, account);
    expect(groups.structures).toEqual([`/structures/${structure.id}`, "/structures/nouvelle"]);
    expect(groups.workspaces).toEqual(["/espaces/factures-emises", "/espaces/sollicitations-emises"]);
    expect(groups.desk).toBeUndefined();
  });

  test("a manager sees the desk, an administrator the administration", async () => {
    const ctx = await testContext();
    const { account } = await aManagerOf(ctx, await aStructure(ctx));
    const managed = await groupsFor(ctx, account);
    expect(managed.desk).toContain("/gestionnaire/historique");
    expect(managed.administration).toBeUndefined();
    const support = await groupsFor(ctx, await anAccount(ctx, { isAdministrator: true }));
    expect(support.administration).toContain("/admin/comptes");
    expect(support.desk).toBeUndefined();
  });
});

async function groupsFor(ctx: TestContext, account: Account): Promise<Record<string, string[]>> {
  const { actor } = await aSessionOf(ctx, account);
  return Object.fromEntries(pagesOf(actor).map(({ key, pages }) => [key, pages.map(({ href }) => href)]));
}
