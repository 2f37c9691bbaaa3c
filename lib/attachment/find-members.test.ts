import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { type TestContext, testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  anAccount,
  aPendingRequest,
  aPermitOf,
  aStructure,
  DEACTIVATED,
  type Structure,
} from "@/lib/testing/people";
import { findMembers } from "./find-members";
import type { MemberSearch } from "./listed-member";

const everybody: MemberSearch = {
  text: "",
  status: null,
  sort: "familyName",
  descending: false,
  page: 1,
  pageSize: 50,
};

const viewOf = (ctx: TestContext, account: Account, structure: Structure) =>
  aPermitOf(ctx, account, { structure, right: "view-sheet" });

/** A company with four people whose names try the order, a request, somebody who left, and somebody elsewhere. */
async function aCompany() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const named = (familyName: string, givenName: string, more: Partial<Account> = {}) =>
    anAccount(ctx, { familyName, givenName, ...more });
  const sophie = await named("Lefèvre", "Sophie", { contactEmail: "direction@example.org" });
  await aManagerOf(ctx, structure, { account: sophie });
  const lucas = await named("Émond", "Lucas", { lastSignInAt: new Date("2026-01-02T10:00:00Z") });
  await aMemberOf(ctx, structure, { account: lucas });
  const ines = await named("Eluard", "Inès");
  const suspended = await aMemberOf(ctx, structure, { account: ines, status: "suspended" });
  await ctx.db
    .update(attachments)
    .set({ reactivateOn: "2026-02-01" })
    .where(eq(attachments.id, suspended.attachment.id));
  const paul = await named("Zola", "Paul", DEACTIVATED);
  await aMemberOf(ctx, structure, { account: paul, role: "secondary-manager" });
  await aPendingRequest(ctx, structure, { account: await named("Attente", "Anne") });
  await aMemberOf(ctx, structure, { account: await named("Parti", "Pierre"), status: "ended" });
  await aMemberOf(ctx, await aStructure(ctx), { account: await named("Ailleurs", "Alix") });
  return { ctx, structure, sophie, lucas, ines, paul };
}

describe("R-830 · the people of a structure", () => {
  test("R-1207 · in French order, with the primary manager, in one statement; not requests, departed and strangers", async () => {
    const { ctx, structure, sophie } = await aCompany();
    const permit = await viewOf(ctx, sophie, structure);
    ctx.queries();
    const { rows, total, primaryManager } = await findMembers(ctx, permit, everybody);
    expect(ctx.queries()).toBe(1);
    expect(rows.map(({ familyName }) => familyName)).toEqual(["Eluard", "Émond", "Lefèvre", "Zola"]);
    expect(total).toBe(4);
    expect(primaryManager).toEqual({
      familyName: "Lefèvre",
      givenName: "Sophie",
      contactEmail: "direction@example.org",
    });
    expect(rows[0]).toMatchObject({ status: "suspended", reactivateOn: "2026-02-01", lastSignInAt: null });
    expect(rows[1]).toMatchObject({ role: "member", lastSignInAt: new Date("2026-01-02T10:00:00Z") });
    expect(rows[3]).toMatchObject({ role: "secondary-manager", isAccountActive: false, structureId: structure.id });
  });

  test("R-304, SEC-90 · search finds words of names and addresses without accents, and is no pattern", async () => {
    const { ctx, structure, sophie } = await aCompany();
    const permit = await viewOf(ctx, sophie, structure);
    const found = async (search: Partial<MemberSearch>) =>
      (await findMembers(ctx, permit, { ...everybody, ...search })).rows.map(({ givenName }) => givenName);
    expect(await found({ text: "EMOND" })).toEqual(["Lucas"]);
    expect(await found({ text: "lefevre  sophie" })).toEqual(["Sophie"]);
    expect(await found({ text: "direction@" })).toEqual(["Sophie"]);
    expect(await found({ text: "%" })).toEqual([]);
    expect(await found({ text: "' or 1=1 --" })).toEqual([]);
    expect(await found({ status: "suspended" })).toEqual(["Inès"]);
    expect(await found({ status: "approved", text: "o" })).toEqual(["Lucas", "Sophie", "Paul"]);
  });

  test.each([
    ["givenName", ["Inès", "Lucas", "Paul", "Sophie"]],
    ["role", ["Sophie", "Paul", "Inès", "Lucas"]],
    ["status", ["Lucas", "Sophie", "Paul", "Inès"]],
    ["reactivateOn", ["Inès", "Lucas", "Sophie", "Paul"]],
    ["contactEmail", ["Sophie"]],
  ] as const)("R-304 · sorted by %s, who has none at the end", async (sort, expected) => {
    const { ctx, structure, sophie } = await aCompany();
    const permit = await viewOf(ctx, sophie, structure);
    if (sort === "contactEmail") {
      const { rows } = await findMembers(ctx, permit, { ...everybody, sort, descending: true });
      expect(rows.at(0)?.givenName).toBe(expected[0]);
      return;
    }
    const { rows } = await findMembers(ctx, permit, { ...everybody, sort });
    expect(rows.map(({ givenName }) => givenName)).toEqual(expected);
  });

  test("R-304 · page by page in the database; a page beyond the last one is the last", async () => {
    const { ctx, structure, sophie } = await aCompany();
    const permit = await viewOf(ctx, sophie, structure);
    const names = async (page: number, pageSize: number | null = 3) => {
      const { rows, total } = await findMembers(ctx, permit, { ...everybody, page, pageSize });
      expect(total).toBe(4);
      return rows.map(({ familyName }) => familyName);
    };
    expect(await names(1)).toEqual(["Eluard", "Émond", "Lefèvre"]);
    expect(await names(2)).toEqual(["Zola"]);
    expect(await names(999_999)).toEqual(["Zola"]);
    expect(await names(7, null)).toHaveLength(4);
    const none = await findMembers(ctx, permit, { ...everybody, text: "nobody is called that", page: 3 });
    expect(none).toMatchObject({ rows: [], total: 0 });
  });

  test("SEC-63 · a simple user reads the managers' addresses and his own, and finds nobody by a hidden one", async () => {
    const { ctx, structure, sophie, lucas, ines } = await aCompany();
    await ctx.db.update(accounts).set({ lastSignInAt: ctx.now() }).where(eq(accounts.id, ines.id));
    const permit = await viewOf(ctx, lucas, structure);
    const { rows } = await findMembers(ctx, permit, everybody);
    const shown = Object.fromEntries(rows.map((row) => [row.givenName, [row.contactEmail, row.lastSignInAt]]));
    expect(shown).toMatchObject({
      Sophie: [sophie.contactEmail, null],
      Lucas: [lucas.contactEmail, new Date("2026-01-02T10:00:00Z")],
      Inès: [null, null],
    });
    expect(await findMembers(ctx, permit, { ...everybody, text: ines.contactEmail })).toMatchObject({ total: 0 });
  });

  test("R-509, M-53 · a vacant seat has nobody", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    const { account } = await aMemberOf(ctx, structure);
    const permit = await viewOf(ctx, account, structure);
    expect((await findMembers(ctx, permit, everybody)).primaryManager).toBeNull();
  });

  test("R-509, M-53 · the seat of a manager whose account is deactivated is vacant", async () => {
    const ctx = await testContext();
    const structure = await aStructure(ctx);
    await aManagerOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
    const { account } = await aMemberOf(ctx, structure);
    const permit = await viewOf(ctx, account, structure);
    expect((await findMembers(ctx, permit, everybody)).primaryManager).toBeNull();
  });
});
