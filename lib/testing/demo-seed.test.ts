import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { structures } from "@/drizzle/schema/structure";
import { checkPassword } from "@/lib/account/password";
import { findAttachmentRequest } from "@/lib/attachment/find-attachment-request";
import { findFeed } from "@/lib/attachment/find-feed";
import { findManagedHistory } from "@/lib/attachment/find-managed-history";
import { findWaitingRequests } from "@/lib/attachment/find-waiting-requests";
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
  const byName = new Map(
    (await ctx.db.select().from(accounts)).map((account) => [account.email.split("@")[0] ?? "", account]),
  );
  const standing = async (name: string) => {
    const account = byName.get(name);
    if (!account) throw new Error(name);
    const { actor } = await aSessionOf(ctx, account);
    return [...actor.attachments.map(({ role, status }) => `${role} ${status}`), actor.subscriptions.length];
  };
  expect(await standing("sophie")).toEqual(["primary-manager approved", 6]);
  expect(await standing("lucas")).toEqual(["member approved", 2]);
  expect(await standing("lucas.bernard")).toEqual(["member pending", 0]);
  expect(await standing("hugo")).toEqual(["primary-manager approved", "secondary-manager approved", 8]);
  expect(await standing("chloe")).toEqual(["member suspended", 0]);
  expect(await standing("camille")).toEqual(["member pending", 0]);
  expect(await standing("ines")).toEqual(["member pending", 0]);
  expect(await standing("thomas")).toEqual([0]);
  expect(await standing("nadia")).toEqual(["primary-manager approved", 4]);
  expect(byName.get("paul")?.status).toBe("deactivated");
  expect(await standing("yann")).toEqual(["member pending", 0]);
  const support = [...byName.values()].filter(({ isAdministrator }) => isAdministrator);
  expect(support.map(({ givenName }) => givenName).sort()).toEqual(["Alix", "Maud"]);
});

test("S-13 · what waits for the demonstration's managers is what their feeds, the history and the list of people say", async () => {
  const ctx = await testContext();
  await seedDemo(ctx);
  const actorOf = async (address: string) => {
    const [account] = await ctx.db
      .select()
      .from(accounts)
      .where(eq(accounts.email, `${address}@demo.example`));
    if (!account) throw new Error(address);
    return (await aSessionOf(ctx, account)).actor;
  };
  const sophie = await actorOf("sophie");
  expect(sophie.waitingDecisions).toBe(4);
  expect((await actorOf("hugo")).waitingDecisions).toBe(4);
  expect((await actorOf("thomas")).waitingInvitations).toBe(1);

  const all = { query: "", sort: "requestedAt", descending: false, page: 1, pageSize: 20 } as const;
  const { attachments, subscriptions } = await findWaitingRequests(ctx, sophie, {
    attachments: all,
    subscriptions: all,
  });
  expect(attachments.lines.map(({ requester, departments }) => [requester, departments])).toEqual([
    ["Camille Roux", []],
    ["Lucas Bernard", []],
    ["Inès Moreau", ["Comptabilité"]],
  ]);
  expect(subscriptions.lines).toMatchObject([{ requester: "Lucas Bernard", workspace: "SUIVI_FLUX" }]);
  const namesake = attachments.lines[1]?.id ?? "";
  expect((await findAttachmentRequest(ctx, sophie, namesake))?.namesakes).toMatchObject([{ status: "approved" }]);

  const feed = (await findFeed(ctx, sophie)).map(({ kind, personName }) => [kind, personName]);
  expect(feed).toContainEqual(["attachment-requested-by", "Inès Moreau"]);
  expect(feed).toContainEqual(["subscription-requested-by", "Lucas Bernard"]);
  const newest = { sort: "happenedAt", descending: true, page: 1, pageSize: 50 } as const;
  const { entries } = await findManagedHistory(ctx, sophie, newest);
  expect(entries.filter(({ kind }) => kind === "attachment-requested")).toHaveLength(6);
  expect(entries.filter(({ kind }) => kind === "attachment-approved")).toHaveLength(3);
  expect(entries.map(({ kind }) => kind)).toContain("attachment-suspended");
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
  expect(await ctx.db.$count(structures)).toBe(15);
});
