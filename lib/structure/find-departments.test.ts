import { expect, test } from "vitest";
import { departments } from "@/drizzle/schema/structure";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import { aMemberOf, aSessionOf, aStructure } from "@/lib/testing/people";
import { type DepartmentView, findDepartments } from "./find-departments";

const view: DepartmentView = { query: "", sort: "code", descending: false, page: 1, pageSize: 5 };

async function someDepartments() {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const other = await aStructure(ctx);
  const member = await aMemberOf(ctx, structure);
  const row = (code: string, name: string, more = {}) => ({
    ...{ id: ctx.id(), structureId: structure.id, code, name, validFrom: "2025-01-01", ...more },
  });
  await ctx.db
    .insert(departments)
    .values([
      row("TRAVAUX", "Travaux"),
      row("achats", "Achats d'été"),
      row("FERME", "Ancien service", { validUntil: "2026-01-04" }),
      row("BIENTOT", "Nouveau service", { validFrom: "2026-01-06" }),
      row("100%", "Remises"),
      row("AUTRE", "Service d'une autre structure", { structureId: other.id }),
    ]);
  const permit = permitFor((await aSessionOf(ctx, member.account)).actor, structure.id, "view-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, permit };
}

test("R-810 · R-811 · the default department stands first in any order, and the page is one statement", async () => {
  const { ctx, permit } = await someDepartments();
  ctx.queries();
  const first = await findDepartments(ctx, permit, view);
  expect(ctx.queries()).toBe(1);
  expect(first.total).toBe(6);
  expect(first.departments.map(({ code }) => code)).toEqual([null, "100%", "achats", "BIENTOT", "FERME"]);
  const second = await findDepartments(ctx, permit, { ...view, page: 2 });
  expect(second.departments.map(({ code }) => code)).toEqual(["TRAVAUX"]);
  const back = await findDepartments(ctx, permit, { ...view, descending: true });
  expect(back.departments.map(({ code }) => code)).toEqual([null, "TRAVAUX", "FERME", "BIENTOT", "achats"]);
  const sorted = await findDepartments(ctx, permit, { ...view, sort: "name", pageSize: 50 });
  expect(sorted.departments.map(({ name }) => name)).toEqual([
    ...[null, "Achats d'été", "Ancien service", "Nouveau service", "Remises", "Travaux"],
  ]);
});

test("R-810 · R-1206 · today's day in Paris says which departments are used", async () => {
  const { ctx, permit } = await someDepartments();
  const states = async () => {
    const { departments: lines } = await findDepartments(ctx, permit, { ...view, pageSize: 50 });
    return Object.fromEntries(lines.map(({ code, state }) => [code, state]));
  };
  expect(await states()).toMatchObject({ TRAVAUX: "current", FERME: "closed", BIENTOT: "upcoming" });
  // Already the 6th in Paris.
  ctx.moveTo("2026-01-05T23:30:00Z");
  expect(await states()).toMatchObject({ BIENTOT: "current" });
});

test("R-1207 · R-810 · a search folds case and accents, and takes wildcards literally", async () => {
  const { ctx, permit } = await someDepartments();
  const found = async (query: string) =>
    (await findDepartments(ctx, permit, { ...view, query })).departments.map(({ code }) => code);
  expect(await found("ETE")).toEqual(["achats"]);
  expect(await found("%")).toEqual(["100%"]);
  expect(await found("_")).toEqual([]);
  expect(await found("autre structure")).toEqual([]);
});
