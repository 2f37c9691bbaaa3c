import { expect, test } from "vitest";
import { attachmentDepartments, subscriptions } from "@/drizzle/schema/attachment";
import { departments } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { recordEvent } from "@/lib/audit/record-event";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { findDepartment } from "./find-department";

async function aDepartment() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const manager = await aManagerOf(ctx, structure);
  const id = ctx.id();
  await ctx.db
    .insert(departments)
    .values({ id, structureId: structure.id, code: "ACHATS", name: "Achats", validFrom: "2026-01-01" });
  const permit = permitFor((await aSessionOf(ctx, manager.account)).actor, structure.id, "view-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, structure, manager, id, permit };
}

test("R-810 · a department is read in one statement, with who saved it last", async () => {
  const { ctx, structure, manager, id, permit } = await aDepartment();
  const facts = { structureId: structure.id, fields: ["name"] };
  await recordEvent(ctx, { kind: "department-updated", actorId: manager.account.id, targetId: id, facts });
  ctx.queries();
  const department = await findDepartment(ctx, permit, id);
  expect(ctx.queries()).toBe(1);
  expect(department).toMatchObject({
    code: "ACHATS",
    used: false,
    lastSave: { at: ctx.now(), by: "Camille Martin" },
    version: 1,
  });
});

test("SEC-61 · another structure's department, and one that nobody made, are not there", async () => {
  const { ctx, id } = await aDepartment();
  const other = await aStructure(ctx);
  const stranger = await aManagerOf(ctx, other);
  const permit = permitFor((await aSessionOf(ctx, stranger.account)).actor, other.id, "view-sheet");
  if (!permit) throw new Error("no permit");
  expect(await findDepartment(ctx, permit, id)).toBeNull();
  expect(await findDepartment(ctx, permit, ctx.id())).toBeNull();
});

test("R-812 · a department that somebody was ever tied to counts as used", async () => {
  const { ctx, structure, id, permit } = await aDepartment();
  const { attachment } = await aMemberOf(ctx, structure);
  await ctx.db
    .insert(attachmentDepartments)
    .values({ attachmentId: attachment.id, departmentId: id, status: "refused", requestedAt: ctx.now() });
  expect(await findDepartment(ctx, permit, id)).toMatchObject({ used: true });
});

test("R-812 · and so does one that somebody had a workspace for", async () => {
  const { ctx, structure, manager, id, permit } = await aDepartment();
  await ctx.db.insert(subscriptions).values({
    id: ctx.id(),
    accountId: manager.account.id,
    structureId: structure.id,
    departmentId: id,
    workspace: "ENGAGEMENTS",
    access: "read",
    status: "ended",
    requestedAt: ctx.now(),
  });
  expect(await findDepartment(ctx, permit, id)).toMatchObject({ used: true });
});
