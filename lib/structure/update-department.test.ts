import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { departments } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import type { DepartmentEdit } from "./department";
import { updateDepartment } from "./update-department";

const edit: DepartmentEdit = {
  name: "Achats",
  description: null,
  validFrom: "2026-01-01",
  validUntil: null,
  commitmentNumberRequired: false,
  ...{ addressLine1: null, addressLine2: null, addressLine3: null, postcode: null, city: null, country: null },
};

async function aDepartment() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const id = ctx.id();
  await ctx.db.insert(departments).values({ ...edit, id, structureId: structure.id, code: "ACHATS" });
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, id, permit };
}

test("R-812 · an end date closes a department; the audit names the field", async () => {
  const { ctx, id, permit } = await aDepartment();
  const closing = { ...edit, validUntil: "2026-06-30" };
  expect(await updateDepartment(ctx, permit, { departmentId: id, version: 1, edit: closing })).toEqual({
    kind: "saved",
    fields: ["validUntil"],
  });
  expect(await ctx.db.select().from(departments)).toMatchObject([
    { validUntil: "2026-06-30", code: "ACHATS", version: 2 },
  ]);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([{ kind: "department-updated", targetId: id }]);
  expect(await personalValuesOf(ctx, "department-updated")).toEqual([
    { origin: "192.0.2.1", changes: { validUntil: { from: null, to: "2026-06-30" } } },
  ]);
});

test("R-840 · of ten who save one department at once, one is first", async () => {
  const { ctx, id, permit } = await aDepartment();
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      updateDepartment(ctx, permit, { departmentId: id, version: 1, edit: { ...edit, name: `Achats ${index}` } }),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === "saved")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "stale")).toHaveLength(9);
});

test("SEC-61 · another structure's department is not there", async () => {
  const { ctx, id } = await aDepartment();
  const other = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, other);
  const permit = permitFor((await aSessionOf(ctx, account)).actor, other.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  const outcome = await updateDepartment(ctx, permit, { departmentId: id, version: 1, edit: { ...edit, name: "X" } });
  expect(outcome).toEqual({ kind: "not-found" });
  expect(await ctx.db.select().from(departments)).toMatchObject([{ name: "Achats" }]);
});
