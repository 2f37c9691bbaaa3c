import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { bankDetails } from "@/drizzle/schema/document";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aSessionOf, aStructure, PASSWORD } from "@/lib/testing/people";
import { removeBankDetails } from "./remove-bank-details";
import { saveBankDetails } from "./save-bank-details";

test("R-820 · a manager removes the bank details by his password, and the act is written down", async () => {
  const { ctx, permit } = await savedDetails();
  expect(await removeBankDetails(ctx, permit, { version: 1, password: "wrong" })).toEqual({ kind: "wrong-password" });
  expect(await removeBankDetails(ctx, permit, { version: 1, password: PASSWORD })).toEqual({ kind: "removed" });
  expect(await ctx.db.select().from(bankDetails)).toEqual([]);
  expect((await ctx.db.select().from(auditEvents)).at(-1)).toMatchObject({ kind: "bank-details-removed" });
});

test("R-840 · what was changed or removed meanwhile is not removed unseen", async () => {
  const { ctx, permit } = await savedDetails();
  expect(await removeBankDetails(ctx, permit, { version: 3, password: PASSWORD })).toEqual({ kind: "stale" });
  const both = await Promise.all([1, 2].map(() => removeBankDetails(ctx, permit, { version: 1, password: PASSWORD })));
  expect(both.map(({ kind }) => kind).sort()).toEqual(["removed", "stale"]);
});

async function savedDetails() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const permit = permitFor(actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  const iban = "FR7630006000011234567890189";
  await saveBankDetails(ctx, permit, { holder: "Menuiserie", iban, bic: null, version: 0, password: PASSWORD });
  return { ctx, permit };
}
