import { expect, test } from "vitest";
import { auditEvents } from "@/drizzle/schema/audit";
import { bankDetails } from "@/drizzle/schema/document";
import { structures } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, anAccount, aPasswordProofOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { removeBankDetails } from "./remove-bank-details";
import { saveBankDetails } from "./save-bank-details";

test("R-820, SEC-45 · a manager removes the bank details by his own password, and the act is written down", async () => {
  const { ctx, permit, proof } = await savedDetails();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const foreign = { version: 1, proof: await aPasswordProofOf(ctx, actor) };
  await expect(removeBankDetails(ctx, permit, foreign)).rejects.toThrow("somebody else");
  expect(await removeBankDetails(ctx, permit, { version: 1, proof })).toEqual({ kind: "removed" });
  expect(await ctx.db.select().from(bankDetails)).toEqual([]);
  expect((await ctx.db.select().from(auditEvents)).at(-1)).toMatchObject({ kind: "bank-details-removed" });
});

test("R-840 · what was changed or removed meanwhile is not removed unseen", async () => {
  const { ctx, permit, proof } = await savedDetails();
  expect(await removeBankDetails(ctx, permit, { version: 3, proof })).toEqual({ kind: "stale" });
  const both = await Promise.all([1, 2].map(() => removeBankDetails(ctx, permit, { version: 1, proof })));
  expect(both.map(({ kind }) => kind).sort()).toEqual(["removed", "stale"]);
});

test("SEC-68 · for 72 hours after support named the manager they stay as they are, to the second", async () => {
  const { ctx, permit, proof } = await savedDetails();
  await ctx.db.update(structures).set({ takenOverAt: ctx.now() });
  ctx.moveTo("2026-01-08T08:59:59Z");
  expect(await removeBankDetails(ctx, permit, { version: 1, proof })).toEqual({
    kind: "too-soon",
    until: new Date("2026-01-08T09:00:00Z"),
  });
  ctx.moveTo("2026-01-08T09:00:00Z");
  expect(await removeBankDetails(ctx, permit, { version: 1, proof })).toEqual({ kind: "removed" });
});

async function savedDetails() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
  const permit = permitFor(actor, structure.id, "edit-sheet");
  if (!permit) throw new Error("no permit");
  const proof = await aPasswordProofOf(ctx, actor);
  const iban = "FR7630006000011234567890189";
  await saveBankDetails(ctx, permit, { holder: "Menuiserie", iban, bic: null, version: 0, proof });
  return { ctx, permit, proof };
}
