import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { structures } from "@/drizzle/schema/structure";
import { checkPassword } from "@/lib/account/password";
import { findPublicStructures } from "@/lib/structure/find-public-structures";
import { testContext } from "./context";
import { demoPassword, demoPeople, seedDemo } from "./demo-seed";
import { aSessionOf } from "./people";

test("a demonstration that restarts keeps its people, and what they changed", async () => {
  const ctx = await testContext();
  await seedDemo(ctx);
  const people = await ctx.db.select().from(accounts);
  await ctx.db.update(accounts).set({ familyName: "Martin" });
  const hashes = ctx.passwords.hashes;
  await seedDemo(ctx);
  expect(await ctx.db.$count(accounts)).toBe(demoPeople.length);
  expect((await ctx.db.select().from(accounts)).map(({ familyName }) => familyName)).toEqual(
    people.map(() => "Martin"),
  );
  expect(ctx.passwords.hashes).toBe(hashes);
});

test("each of the demonstration people stands where the list says", async () => {
  const ctx = await testContext();
  await seedDemo(ctx);
  const byName = new Map((await ctx.db.select().from(accounts)).map((account) => [account.givenName, account]));
  const standing = async (name: string) => {
    const account = byName.get(name);
    if (!account) throw new Error(name);
    const { actor } = await aSessionOf(ctx, account);
    return [...actor.attachments.map(({ role, status }) => `${role} ${status}`), actor.subscriptions.length];
  };
  expect(await standing("Sophie")).toEqual(["primary-manager approved", 6]);
  expect(await standing("Lucas")).toEqual(["member approved", 2]);
  expect(await standing("Inès")).toEqual(["member pending", 0]);
  expect(await standing("Thomas")).toEqual([0]);
  expect(await standing("Nadia")).toEqual(["primary-manager approved", 4]);
  expect(byName.get("Paul")?.status).toBe("deactivated");
});

test("R-410 · the demonstration's password is one that each of its people might choose, and opens every account", async () => {
  const ctx = await testContext();
  await seedDemo(ctx);
  for (const account of await ctx.db.select().from(accounts)) {
    const chosen = await checkPassword(demoPassword, { ...account, portalName: ctx.env.PORTAL_NAME });
    expect(chosen).toMatchObject({ kind: "accepted" });
    expect(await ctx.passwords.verify(account.passwordHash, demoPassword)).toEqual({ kind: "right" });
  }
});

test("S-17 · a visitor of the demonstration finds a public body with what it requires and its active departments", async () => {
  const ctx = await testContext();
  await seedDemo(ctx);
  const search = { query: "fictive", sort: "designation", descending: false, page: 1, pageSize: 5 } as const;
  const { structures: found } = await findPublicStructures(ctx, search);
  expect(found).toMatchObject([{ city: "RENNES", requires: { departmentCode: true } }]);
  expect(found[0]?.departments.map(({ code }) => code)).toEqual(["CULTURE", "FINANCES", "TRAVAUX-01"]);
  expect(await ctx.db.$count(structures)).toBe(14);
});
