import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { structures } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aSessionOf, aStructure, type Structure } from "@/lib/testing/people";
import { personalValuesOf } from "@/lib/testing/personal-values-of";
import type { SheetEdit } from "./inputs";
import { updateStructure } from "./update-structure";

async function aManagedStructure(details: Parameters<typeof aStructure>[1] = {}) {
  const ctx = await testContext();
  const structure = await aStructure(ctx, details);
  const manager = await aManagerOf(ctx, structure);
  const permit = permitFor((await aSessionOf(ctx, manager.account)).actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, structure, manager, permit };
}

const editOf = (structure: Structure, changes: Partial<SheetEdit>): SheetEdit => {
  const { addressLine1, addressLine2, addressLine3, postcode, city, country, label, email, phone } = structure;
  const { tradeRegisterNumber, vatNumber, issuesEdi, receivesLifeCycleByEdi, connectionRequested } = structure;
  const { farmAccountingCentre, departmentCodeRequired, commitmentNumberRequired, commitmentOrDepartmentRequired } =
    structure;
  const { paymentStatusNotReported, contractingAuthority } = structure;
  return {
    ...{ addressLine1, addressLine2, addressLine3, postcode, city, country, label, email, phone },
    ...{ tradeRegisterNumber, vatNumber, issuesEdi, receivesLifeCycleByEdi, connectionRequested, farmAccountingCentre },
    ...{ departmentCodeRequired, commitmentNumberRequired, commitmentOrDepartmentRequired },
    ...{ paymentStatusNotReported, contractingAuthority },
    ...changes,
  };
};

const stored = async (ctx: TestContext, { id }: Structure) =>
  (await ctx.db.select().from(structures).where(eq(structures.id, id)))[0];

test("R-802 · R-1201 · the sheet is saved; the audit names the fields, and what they were stands beside it (SEC-96)", async () => {
  const { ctx, structure, permit, manager } = await aManagedStructure();
  const edit = editOf(structure, { label: "Atelier", email: "accueil@example.org", issuesEdi: true });
  expect(await updateStructure(ctx, permit, { version: 1, edit })).toEqual({
    kind: "saved",
    fields: ["label", "email", "issuesEdi"],
  });
  expect(await stored(ctx, structure)).toMatchObject({ label: "Atelier", issuesEdi: true, version: 2 });
  expect(await ctx.db.select().from(auditEvents)).toMatchObject([
    {
      kind: "structure-updated",
      actorId: manager.account.id,
      targetId: structure.id,
      facts: { fields: ["label", "email", "issuesEdi"] },
    },
  ]);
  expect(await personalValuesOf(ctx, "structure-updated")).toEqual([
    {
      origin: "192.0.2.1",
      changes: {
        label: { from: null, to: "Atelier" },
        email: { from: null, to: "accueil@example.org" },
        issuesEdi: { from: false, to: true },
      },
    },
  ]);
});

test("R-840 · a sheet saved as it was raises nothing", async () => {
  const { ctx, structure, permit } = await aManagedStructure();
  const outcome = await updateStructure(ctx, permit, { version: 1, edit: editOf(structure, {}) });
  expect(outcome).toEqual({ kind: "saved", fields: [] });
  expect(await stored(ctx, structure)).toMatchObject({ version: 1 });
  expect(await ctx.db.$count(auditEvents)).toBe(0);
});

test("R-840 · of ten managers who save the same sheet at once, one is first and the others are told", async () => {
  const { ctx, structure, permit } = await aManagedStructure();
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      updateStructure(ctx, permit, { version: 1, edit: editOf(structure, { label: `Atelier ${index}` }) }),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === "saved")).toHaveLength(1);
  expect(outcomes.filter(({ kind }) => kind === "stale")).toHaveLength(9);
  expect(await stored(ctx, structure)).toMatchObject({ version: 2 });
  expect(await ctx.db.$count(auditEvents)).toBe(1);
});

test("R-802 · the name that the register gave is not typed over", async () => {
  const { ctx, structure, permit } = await aManagedStructure();
  const edit = editOf(structure, { legalName: "Autre nom" });
  expect(await updateStructure(ctx, permit, { version: 1, edit })).toEqual({ kind: "saved", fields: [] });
  expect(await stored(ctx, structure)).toMatchObject({ legalName: structure.legalName });
});

test.each([
  ["no name", { registryCheckedAt: null }, undefined, "M-01"],
  ["a name of 100 characters", { registryCheckedAt: null }, "x".repeat(100), "M-06"],
  [
    "a name that the identifier is not made of",
    { identifierType: "HORS_UE" as const, identifier: "USAPPLEEUROPEINC", registryCheckedAt: null },
    "Banana Inc.",
    "M-15",
  ],
] as const)("R-802 · R-130 · %s is refused", async (_what, details, legalName, message) => {
  const { ctx, structure, permit } = await aManagedStructure(details);
  const edit = editOf(structure, legalName === undefined ? {} : { legalName });
  const outcome = await updateStructure(ctx, permit, { version: 1, edit });
  expect(outcome).toMatchObject({ kind: "refused", field: "legalName", message });
  expect(await stored(ctx, structure)).toMatchObject({ version: 1 });
});

test("R-804 · only a public body says what it requires on an invoice", async () => {
  const settings = { departmentCodeRequired: true, contractingAuthority: true };
  const own = await aManagedStructure();
  await updateStructure(own.ctx, own.permit, { version: 1, edit: editOf(own.structure, settings) });
  expect(await stored(own.ctx, own.structure)).toMatchObject({ departmentCodeRequired: false, version: 1 });

  const { ctx, structure, permit } = await aManagedStructure({ sector: "public" });
  await updateStructure(ctx, permit, { version: 1, edit: editOf(structure, settings) });
  expect(await stored(ctx, structure)).toMatchObject({ ...settings, version: 2 });
});

test("SEC-67 · whoever stopped being a manager since the page was shown saves nothing", async () => {
  const { ctx, structure, permit, manager } = await aManagedStructure();
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db.update(attachments).set({ role: "member" }).where(eq(attachments.id, manager.attachment.id));
  const edit = editOf(structure, { label: "Atelier" });
  expect(await updateStructure(ctx, permit, { version: 1, edit })).toEqual({ kind: "not-permitted" });
  expect(await stored(ctx, structure)).toMatchObject({ label: null });
});
