import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Attached,
  aManagerOf,
  aMemberOf,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
} from "@/lib/testing/people";
import { findRequestableWorkspaces } from "./find-requestable-workspaces";
import { permitFor } from "./permit-for";

async function asks(ctx: TestContext, { account, attachment }: Attached) {
  const permit = permitFor((await aSessionOf(ctx, account)).actor, attachment.structureId, "request-subscription");
  if (!permit) throw new Error("whoever is attached may ask");
  return permit;
}

test("R-707 · what is open and not yet held is offered, in the order of the tabs, in one statement", async () => {
  const ctx = await testContext();
  const opened = ["SUIVI_FLUX", "SOLLICITATIONS_EMISES", "FACTURES_EMISES", "ENGAGEMENTS"] as const;
  const structure = await aStructure(ctx, { opened });
  const manager = await aManagerOf(ctx, structure, { workspaces: [] });
  const member = await aMemberOf(ctx, structure, { workspaces: ["FACTURES_EMISES"] });
  await aSubscriptionRequest(ctx, member, { workspace: "SUIVI_FLUX" });
  await aSubscriptionRequest(ctx, member, { workspace: "ENGAGEMENTS", status: "refused" });
  const permit = await asks(ctx, member);
  ctx.queries();
  expect(await findRequestableWorkspaces(ctx, permit)).toEqual({
    workspaces: [
      { workspace: "ENGAGEMENTS", needsDecision: true },
      { workspace: "SOLLICITATIONS_EMISES", needsDecision: false },
    ],
    departments: [],
    anyOpen: true,
    managers: [`${manager.account.givenName} ${manager.account.familyName}`],
  });
  expect(ctx.queries()).toBe(1);
  const own = await findRequestableWorkspaces(ctx, await asks(ctx, manager));
  expect(own.workspaces).toHaveLength(4);
  expect(own.workspaces.filter(({ needsDecision }) => needsDecision)).toEqual([]);
});

test("R-707, R-810 · what is held for one department is still offered, and only departments that serve today", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const member = await aMemberOf(ctx, structure, { workspaces: [] });
  const today = ctx.id();
  const row = { structureId: structure.id, name: "Achats" };
  await ctx.db.insert(departments).values([
    { ...row, id: today, code: "A", validFrom: "2026-01-05", validUntil: "2026-01-06" },
    { ...row, id: ctx.id(), code: "B", validFrom: "2026-01-06" },
    { ...row, id: ctx.id(), code: "C", validFrom: "2025-01-06", validUntil: "2026-01-04" },
  ]);
  await aSubscriptionRequest(ctx, member, { departmentId: today });
  const offered = await findRequestableWorkspaces(ctx, await asks(ctx, member));
  expect(offered).toMatchObject({
    workspaces: [{ workspace: "SUIVI_FLUX" }],
    departments: [{ departmentId: today, code: "A", name: "Achats" }],
    managers: [],
  });
  expect(offered.departments).toHaveLength(1);
});
