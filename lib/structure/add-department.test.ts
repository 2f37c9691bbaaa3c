import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { departments } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { addDepartment, type NewDepartment } from "./add-department";

const department: NewDepartment = {
  code: "ACHATS",
  name: "Achats",
  description: null,
  validFrom: "2026-01-05",
  validUntil: null,
  commitmentNumberRequired: true,
  ...{ addressLine1: null, addressLine2: null, addressLine3: null, postcode: null, city: null, country: null },
};

async function aManagedStructure(details: Parameters<typeof aStructure>[1] = {}) {
  const ctx = await testContext();
  const structure = await aStructure(ctx, details);
  const { account } = await aManagerOf(ctx, structure, { role: "secondary-manager" });
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, structure, account, permit };
}

test("R-810 · a manager adds a department; only a public body's requires a commitment number", async () => {
  const { ctx, structure, account, permit } = await aManagedStructure();
  const outcome = await addDepartment(ctx, permit, department);
  if (outcome.kind !== "added") throw new Error(outcome.kind);
  expect(await ctx.db.select().from(departments)).toMatchObject([
    {
      id: outcome.departmentId,
      structureId: structure.id,
      code: "ACHATS",
      commitmentNumberRequired: false,
      version: 1,
    },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "department-added", actorId: account.id, targetId: outcome.departmentId },
  ]);
  expect(await personalValuesOf(ctx, "department-added")).toMatchObject([
    { changes: { code: { from: null, to: "ACHATS" }, commitmentNumberRequired: { from: null, to: false } } },
  ]);

  const town = await aManagedStructure({ sector: "public" });
  await addDepartment(town.ctx, town.permit, department);
  expect(await town.ctx.db.select().from(departments)).toMatchObject([{ commitmentNumberRequired: true }]);
});

test("R-810 · of ten departments with one code added at once, one is there", async () => {
  const { ctx, permit } = await aManagedStructure();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => addDepartment(ctx, permit, department)));
  expect(outcomes.filter(({ kind }) => kind === "added")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "code-taken")).toHaveLength(9);
  expect([await ctx.db.$count(departments), await ctx.db.$count(auditEvents)]).toEqual([1, 1]);
});

test("R-810 · two structures may use one code", async () => {
  const { ctx, permit } = await aManagedStructure();
  const other = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, other);
  const theirs = permitFor((await aSessionOf(ctx, account)).actor, other.id, "edit-sheet");
  if (!theirs) throw new Error("no permit");
  expect((await addDepartment(ctx, permit, department)).kind).toBe("added");
  expect((await addDepartment(ctx, theirs, department)).kind).toBe("added");
});
