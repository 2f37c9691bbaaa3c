import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccounts } from "@/drizzle/schema/technical-account";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aPasswordProofOf, aPermitOf, aStructure, aTechnicalAccountOf } from "@/lib/testing/people";
import { createTechnicalAccount } from "./create-technical-account";
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
  // What the structure is, and whether another one has the login that this makes.
  expect(ctx.queries()).toBe(2);
});

test("R-1003, R-170 · the login it shows is the one that the creation gives, another structure's being taken", async () => {
  const { ctx, structure, permit } = await aManager();
  const taken = `TECH_0${structure.identifier}@api.attache.example`;
  await aTechnicalAccountOf(ctx, await aStructure(ctx), { login: taken });
  const plan = await findTechnicalAccountPlan(ctx, permit);
  expect(plan?.login).toBe(taken.replace("@", `-${structure.number}@`));
  const proof = await aPasswordProofOf(ctx, permit.holder);
  await createTechnicalAccount(ctx, permit, { readOnly: false, only: null, proof });
  const made = await ctx.db.select().from(technicalAccounts).where(eq(technicalAccounts.structureId, structure.id));
  expect(made.map(({ login }) => login)).toEqual([plan?.login]);
  // What a reset would bring is what it has: nothing is announced.
  expect(await findTechnicalAccountPlan(ctx, permit)).toMatchObject({ exists: true, login: plan?.login });
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
