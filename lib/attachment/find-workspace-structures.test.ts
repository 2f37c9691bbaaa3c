import { expect, test } from "vitest";
import { subscriptions } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aSessionOf,
  aStructure,
  DEACTIVATED,
} from "@/lib/testing/people";
import { asSubscriber, type Subscriber } from "./actor";
import { findWorkspaceStructures } from "./find-workspace-structures";

function subscribed(subscriber: Subscriber | null): Subscriber {
  if (!subscriber) throw new Error("not subscribed");
  return subscriber;
}

test("S-18, R-1208 · a subscriber sees the structures he may enter the workspace for, and who manages them", async () => {
  const ctx = await testContext();
  const [mine, other, pending] = [
    await aStructure(ctx, { legalName: "Zinguerie Martin", label: "Atelier" }),
    await aStructure(ctx, { legalName: "Boulangerie" }),
    await aStructure(ctx),
  ];
  const principal = await aManagerOf(ctx, mine, {
    account: await anAccount(ctx, { givenName: "Sophie", familyName: "Bernard" }),
  });
  await aManagerOf(ctx, mine, {
    role: "secondary-manager",
    account: await anAccount(ctx, { givenName: "Léo", familyName: "Arnaud" }),
  });
  await aManagerOf(ctx, mine, { role: "secondary-manager", status: "suspended" });
  await aManagerOf(ctx, mine, { role: "secondary-manager", account: await anAccount(ctx, DEACTIVATED) });
  const { account } = await aMemberOf(ctx, mine, { workspaces: ["FACTURES_EMISES", "SUIVI_FLUX"] });
  await aManagerOf(ctx, other);
  await aPendingRequest(ctx, pending, { account, workspaces: ["FACTURES_EMISES"] });
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: other.id, code: "COMPTA", name: "Comptabilité", validFrom: "2020-01-01" });
  await aMemberOf(ctx, other, { account, workspaces: [] });
  const dates = { requestedAt: ctx.now(), decidedAt: ctx.now() };
  const one = {
    accountId: account.id,
    structureId: other.id,
    departmentId,
    workspace: "FACTURES_EMISES",
    ...dates,
  } as const;
  await ctx.db.insert(subscriptions).values([
    { ...one, id: ctx.id(), access: "read", status: "active" },
    { ...one, id: ctx.id(), departmentId: null, access: "write", status: "pending" },
  ]);

  const { actor } = await aSessionOf(ctx, account);
  ctx.queries();
  const rows = await findWorkspaceStructures(ctx, subscribed(asSubscriber(actor, "FACTURES_EMISES")));
  expect(ctx.queries()).toBe(1);
  expect(rows).toMatchObject([
    {
      structureId: mine.id,
      designation: "Atelier",
      access: "write",
      department: null,
      managers: ["Sophie Bernard", "Léo Arnaud"],
    },
    {
      structureId: other.id,
      designation: "Boulangerie",
      access: "read",
      department: "Comptabilité",
      managers: ["Camille Martin"],
    },
  ]);

  // A manager of one of them sees that one alone.
  const manager = await aSessionOf(ctx, principal.account);
  const theirs = await findWorkspaceStructures(ctx, subscribed(asSubscriber(manager.actor, "FACTURES_EMISES")));
  expect(theirs.map(({ structureId }) => structureId)).toEqual([mine.id]);
});
