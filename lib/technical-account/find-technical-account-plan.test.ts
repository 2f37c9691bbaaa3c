import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { structures } from "@/drizzle/schema/structure";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPermitOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { findTechnicalAccountPlan } from "./find-technical-account-plan";

test("R-1003 · S-15 shows the login and the manager's contact address before anything is made", async () => {
  const { ctx, structure, account, permit } = await aManager();
  ctx.queries();
  expect(await findTechnicalAccountPlan(ctx, permit)).toEqual({
    login: `TECH_0${structure.identifier}@api.attache.example`,
    contactEmail: account.contactEmail,
    exists: false,
    isStructureActive: true,
    waitsUntil: null,
  });
  expect(ctx.queries()).toBe(1);
});

test("SEC-68, R-801, R-1002 · it says what stands in the way", async () => {
  const { ctx, structure, permit } = await aManager();
  await aTechnicalAccountOf(ctx, structure);
  await ctx.db
    .update(structures)
    .set({ takenOverAt: ctx.now(), status: "inactive" })
    .where(eq(structures.id, structure.id));
  expect(await findTechnicalAccountPlan(ctx, permit)).toMatchObject({
    exists: true,
    isStructureActive: false,
    waitsUntil: new Date("2026-01-08T09:00:00Z"),
  });
  ctx.moveTo("2026-01-08T09:00:00Z");
  expect(await findTechnicalAccountPlan(ctx, permit)).toMatchObject({ waitsUntil: null });
});

test("R-1009 · a deleted one does not stand in the way", async () => {
  const { ctx, structure, permit } = await aManager();
  await aTechnicalAccountOf(ctx, structure, { status: "deleted" });
  expect(await findTechnicalAccountPlan(ctx, permit)).toMatchObject({ exists: false });
});

async function aManager() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  return {
    ctx,
    structure,
    account,
    permit: await aPermitOf(ctx, account, { structure, right: "manage-technical-account" }),
  };
}
