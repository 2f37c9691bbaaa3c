import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { attachments } from "@/drizzle/schema/attachment";
import { auditEvents } from "@/drizzle/schema/audit";
import { bankDetails } from "@/drizzle/schema/document";
import { structures } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { clearTrail } from "@/lib/testing/clear-trail";
import { testContext } from "@/lib/testing/context";
import { testEnv } from "@/lib/testing/environment";
import { aManagerOf, aMemberOf, anAccount, aPasswordProofOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { findBankDetails } from "./find-bank-details";
import { saveBankDetails } from "./save-bank-details";

const iban = "FR7630006000011234567890189";
const firstSaved = { holder: "Menuiserie Lefèvre", iban, bic: "AGRIFRPP", version: 0 };

test("R-820 · a manager saves the bank details by his password, and reads them in full", async () => {
  const { ctx, edit, view, account, first } = await aSheet();
  expect(await saveBankDetails(ctx, edit, first)).toEqual({ kind: "saved" });
  ctx.queries();
  expect(await findBankDetails(ctx, view)).toEqual({
    holder: "Menuiserie Lefèvre",
    iban: "FR76 3000 6000 0112 3456 7890 189".replaceAll(" ", "\u00a0"),
    ibanEnd: "0189",
    bic: "AGRIFRPP",
    savedAt: ctx.now(),
    savedBy: `${account.givenName} ${account.familyName}`,
    version: 1,
  });
  expect(ctx.queries()).toBe(1);
  expect((await ctx.db.select().from(auditEvents)).map(({ kind, facts }) => [kind, facts])).toEqual([
    ["bank-details-saved", { structureId: edit.structureId }],
  ]);
});

test("SEC-63 · a member sees that there is an account, and its last four characters", async () => {
  const { ctx, edit, structure, first } = await aSheet();
  await saveBankDetails(ctx, edit, first);
  const member = (await aSessionOf(ctx, (await aMemberOf(ctx, structure)).account)).actor;
  const permit = permitFor(member, structure.id, "view-sheet");
  expect(permit && (await findBankDetails(ctx, permit))).toMatchObject({ iban: null, ibanEnd: "0189" });
});

test("SEC-101 · the IBAN is nowhere in the database and nowhere in the log", async () => {
  const lines: unknown[] = [];
  vi.spyOn(console, "info").mockImplementation((line) => lines.push(line));
  const { ctx, edit, first } = await aSheet();
  await saveBankDetails(ctx, edit, first);
  await saveBankDetails(ctx, edit, { ...first, version: 7 });
  const { rows: tables } = await ctx.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  let dump = "";
  for (const { name } of tables) {
    const { rows } = await ctx.db.execute(sql`select * from ${sql.identifier(name)}`);
    dump += JSON.stringify(rows);
  }
  expect(dump).toContain("Menuiserie Lefèvre");
  for (const text of [dump, JSON.stringify(lines)]) {
    expect(text.replaceAll(/\s/g, "")).not.toMatch(/FR76|30006000011234567890/);
  }
});

test("SEC-16, SEC-101 · after the key was changed, older bank details are still read", async () => {
  const { ctx, edit, view, first } = await aSheet();
  ctx.env = testEnv({ DATA_SECRET: "1:first-key-of-the-sealed-values-000001" });
  await saveBankDetails(ctx, edit, first);
  ctx.env = testEnv({
    DATA_SECRET: "2:second-key-of-the-sealed-values-00002,1:first-key-of-the-sealed-values-000001",
  });
  expect((await findBankDetails(ctx, view))?.iban).toContain("FR76");
  expect(await saveBankDetails(ctx, edit, { ...first, version: 1 })).toEqual({ kind: "saved" });
  ctx.env = testEnv({ DATA_SECRET: "2:second-key-of-the-sealed-values-00002" });
  expect((await findBankDetails(ctx, view))?.iban).toContain("FR76");
  ctx.env = testEnv({ DATA_SECRET: "3:third-key-of-the-sealed-values-000003" });
  expect(await findBankDetails(ctx, view)).toMatchObject({ iban: null, ibanEnd: "0189" });
});

test("R-840 · of two managers who save at once, one is told that the values have changed", async () => {
  const { ctx, edit, first } = await aSheet();
  const both = await Promise.all([saveBankDetails(ctx, edit, first), saveBankDetails(ctx, edit, first)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["saved", "stale"]);
  expect(await saveBankDetails(ctx, edit, { ...first, version: 1, bic: null })).toEqual({ kind: "saved" });
  expect(await saveBankDetails(ctx, edit, { ...first, version: 1 })).toEqual({ kind: "stale" });
  expect(await ctx.db.select().from(bankDetails)).toMatchObject([{ version: 2, bic: null }]);
});

test("SEC-45 · a password that somebody else gave saves nothing", async () => {
  const { ctx, edit, first } = await aSheet();
  const { actor } = await aSessionOf(ctx, await anAccount(ctx));
  const foreign = { ...first, proof: await aPasswordProofOf(ctx, actor) };
  await expect(saveBankDetails(ctx, edit, foreign)).rejects.toThrow("somebody else");
  expect(await ctx.db.select().from(bankDetails)).toEqual([]);
});

test("SEC-67 · who is no manager any more when it is saved saves nothing", async () => {
  const { ctx, edit, first } = await aSheet();
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() });
  await ctx.db.update(attachments).set({ role: "member" });
  expect(await saveBankDetails(ctx, edit, first)).toEqual({ kind: "not-permitted" });
});

test("SEC-68 · for 72 hours after support named the manager they stay as they are, to the second", async () => {
  const { ctx, edit, first } = await aSheet();
  await ctx.db.update(structures).set({ takenOverAt: ctx.now() });
  const until = new Date("2026-01-08T09:00:00Z");
  expect(await saveBankDetails(ctx, edit, first)).toEqual({ kind: "too-soon", until });
  ctx.moveTo("2026-01-08T08:59:59Z");
  expect(await saveBankDetails(ctx, edit, first)).toEqual({ kind: "too-soon", until });
  expect(await ctx.db.select().from(bankDetails)).toEqual([]);
  ctx.moveTo(until);
  expect(await saveBankDetails(ctx, edit, first)).toEqual({ kind: "saved" });
});

async function aSheet() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  const edit = permitFor(actor, structure.id, "edit-sheet");
  const view = permitFor(actor, structure.id, "view-sheet");
  if (!edit || !view) throw new Error("no permit");
  const first = { ...firstSaved, proof: await aPasswordProofOf(ctx, actor) };
  await clearTrail(ctx);
  return { ctx, structure, account, edit, view, first };
}
