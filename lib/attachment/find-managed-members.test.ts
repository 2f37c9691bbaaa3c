import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aManagerOf, aMemberOf, anAccount, aSessionOf, aStructure } from "@/lib/testing/people";
import { findManagedMembers } from "./find-managed-members";
import type { MemberSearch } from "./listed-member";

const everybody: MemberSearch = {
  text: "",
  status: null,
  sort: "designation",
  descending: false,
  page: 1,
  pageSize: 50,
};

test("R-905, SEC-61 · a manager reads the people of the structures he manages, and of no other, in one statement", async () => {
  const ctx = await testContext();
  const manager = await anAccount(ctx, { familyName: "Abadie" });
  const first = await aStructure(ctx, { label: "Atelier" });
  const second = await aStructure(ctx, { label: "Boutique" });
  const simple = await aStructure(ctx, { label: "Club" });
  const closed = await aStructure(ctx, { label: "Dépôt" });
  await aManagerOf(ctx, first, { account: manager });
  await aManagerOf(ctx, second, { account: manager, role: "secondary-manager" });
  await aMemberOf(ctx, simple, { account: manager });
  await aManagerOf(ctx, closed, { account: manager, role: "secondary-manager", status: "suspended" });
  for (const structure of [first, second, simple, closed]) {
    await aMemberOf(ctx, structure, { account: await anAccount(ctx, { familyName: "Zidi" }) });
  }
  const { actor } = await aSessionOf(ctx, manager);
  ctx.queries();
  const { rows, total } = await findManagedMembers(ctx, actor, everybody);
  expect(ctx.queries()).toBe(1);
  expect(rows.map(({ designation, familyName }) => `${designation} ${familyName}`)).toEqual([
    "Atelier Abadie",
    "Atelier Zidi",
    "Boutique Abadie",
    "Boutique Zidi",
  ]);
  expect(total).toBe(4);
  const found = await findManagedMembers(ctx, actor, { ...everybody, text: `zidi ${second.identifier}` });
  expect(found.rows).toMatchObject([{ designation: "Boutique", familyName: "Zidi" }]);
});

test("R-905 · who manages nothing reads nobody", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  await aManagerOf(ctx, structure);
  const { account } = await aMemberOf(ctx, structure);
  const { actor } = await aSessionOf(ctx, account);
  expect(await findManagedMembers(ctx, actor, everybody)).toEqual({ rows: [], total: 0 });
});
