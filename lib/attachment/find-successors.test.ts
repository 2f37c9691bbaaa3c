import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aPermitOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { findSuccessors, SUCCESSORS_SHOWN } from "./find-successors";

const right = "transfer-management";
const anyone = { text: "", chosenId: null };

test("R-007 · who may follow: active, approved here, and neither the primary manager nor oneself", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const primary = await aManagerOf(ctx, structure);
  const named = (familyName: string) => anAccount(ctx, { familyName });
  await aMemberOf(ctx, structure, { account: await named("Émond") });
  await aManagerOf(ctx, structure, { role: "secondary-manager", account: await named("Zola") });
  for (const status of ["pending", "suspended", "ended"] as const) await aMemberOf(ctx, structure, { status });
  await aMemberOf(ctx, structure, { account: await anAccount(ctx, DEACTIVATED) });
  await aMemberOf(ctx, await aStructure(ctx));
  const permit = await aPermitOf(ctx, primary.account, { structure, right });
  ctx.queries();
  const { rows, total } = await findSuccessors(ctx, permit, anyone);
  expect(ctx.queries()).toBe(1);
  // Secondary managers know the structure best.
  expect(rows.map(({ familyName }) => familyName)).toEqual(["Zola", "Émond"]);
  expect(total).toBe(2);
  const searched = await findSuccessors(ctx, permit, { ...anyone, text: "emond camille" });
  expect(searched.rows).toMatchObject([{ familyName: "Émond" }]);
  expect(await findSuccessors(ctx, permit, { ...anyone, text: "%" })).toEqual({ rows: [], total: 0, chosen: null });

  // The one who was chosen is read again, found by the search or not; whoever is not fit is nobody.
  const [, emond] = rows;
  const chosen = await findSuccessors(ctx, permit, { text: "zola", chosenId: emond?.attachmentId ?? null });
  expect(chosen).toMatchObject({ total: 1, chosen: { familyName: "Émond" } });
  const oneself = await findSuccessors(ctx, permit, { ...anyone, chosenId: primary.attachment.id });
  expect(oneself.chosen).toBeNull();

  const support = await anAccount(ctx, { isAdministrator: true });
  const asSupport = await aPermitOf(ctx, support, { structure, right });
  expect(await findSuccessors(ctx, asSupport, anyone)).toMatchObject({ total: 2 });
});

test("R-007 · of many the first twenty are shown, and how many there are", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const primary = await aManagerOf(ctx, structure);
  for (let index = 0; index <= SUCCESSORS_SHOWN; index++) await aMemberOf(ctx, structure, { workspaces: [] });
  const permit = await aPermitOf(ctx, primary.account, { structure, right });
  const { rows, total } = await findSuccessors(ctx, permit, anyone);
  expect([rows.length, total]).toEqual([SUCCESSORS_SHOWN, SUCCESSORS_SHOWN + 1]);
});
