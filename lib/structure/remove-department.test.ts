import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachmentDepartments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { departments } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import { removeDepartment } from "./remove-department";

async function aDepartment() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const departmentId = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id: departmentId, structureId: structure.id, code: "ACHATS", name: "Achats", validFrom: "2026-01-01" });
  const permit = permitFor((await aSessionOf(ctx, account)).actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, structure, departmentId, permit };
}

test("R-812 · a department nobody was tied to is deleted, once", async () => {
  const { ctx, departmentId, permit } = await aDepartment();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => removeDepartment(ctx, permit, { departmentId })));
  expect(outcomes.filter(({ kind }) => kind === "removed")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "not-found")).toHaveLength(4);
  expect(await ctx.db.$count(departments)).toBe(0);
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    { kind: "department-removed", targetId: departmentId },
  ]);
  const [kept] = await personalValuesOf(ctx, "department-removed");
  expect(kept?.changes).toMatchObject({ code: { from: expect.any(String), to: null } });
  expect(kept?.changes).not.toHaveProperty("version");
});

test("R-812 · one that somebody asked for is never deleted", async () => {
  const { ctx, structure, departmentId, permit } = await aDepartment();
  const { attachment } = await aMemberOf(ctx, structure);
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: attachment.id, departmentId, status: "approved", requestedAt: ctx.now() });
  expect(await removeDepartment(ctx, permit, { departmentId })).toEqual({ kind: "in-use" });
  expect([await ctx.db.$count(departments), await ctx.db.$count(auditEvents)]).toEqual([1, 0]);
});

test("SEC-61 · another structure's department stays where it is", async () => {
  const { ctx, departmentId } = await aDepartment();
  const other = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, other);
  const permit = permitFor((await aSessionOf(ctx, account)).actor, other.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  expect(await removeDepartment(ctx, permit, { departmentId })).toEqual({ kind: "not-found" });
  expect(await ctx.db.$count(departments)).toBe(1);
});

test("R-812, SEC-104 · whatever hangs on a department is found by an index: deleting one reads no table through", async () => {
  const ctx = await testContext();
  const { rows } = await ctx.db.execute(sql`
    select conrelid::regclass::text as "table", conname as "key" from pg_constraint
    where contype = 'f' and confrelid = 'departments'::regclass and not exists (
      select from pg_index where indrelid = conrelid and indkey[0] = conkey[1]
    )`);
  expect(rows).toEqual([]);
});
