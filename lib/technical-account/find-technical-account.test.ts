import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import { structures } from "@/drizzle/schema/structure";
import { technicalAccountStructures, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { permitFor } from "@/lib/attachment/permit-for";
import { testContext } from "@/lib/testing/context";
import {
  type Account,
  aManagerOf,
  aMemberOf,
  aSessionOf,
  aStructure,
  aTechnicalAccountOf,
  aTechnicalPasswordOf,
  DEACTIVATED,
} from "@/lib/testing/people";
import { authenticateClient } from "./authenticate-client";
import { findTechnicalAccount } from "./find-technical-account";

test("R-1009 · the primary manager sees login, state, expiry, limits and last use, in one round trip", async () => {
  const { ctx, structure, user, view } = await aUser({ readOnly: true });
  await ctx.db.update(technicalSecrets).set({ lastUsedAt: new Date("2026-01-05T08:30:00Z") });
  ctx.queries();
  const found = await view();
  expect(ctx.queries()).toBe(1);
  expect(found).toEqual({
    technicalAccountId: user.account.id,
    login: user.login,
    state: "active",
    since: ctx.now(),
    expiresAt: new Date("2026-04-15T08:00:00Z"),
    contactEmail: expect.stringContaining("@example.org"),
    details: {
      createdAt: ctx.now(),
      lastUsedAt: new Date("2026-01-05T08:30:00Z"),
      livePasswords: [
        {
          createdAt: ctx.now(),
          expiresAt: new Date("2026-04-15T08:00:00Z"),
          lastUsedAt: new Date("2026-01-05T08:30:00Z"),
        },
      ],
      readOnly: true,
      only: { managed: [{ structureId: structure.id, designation: structure.legalName }], others: 0 },
    },
  });
});

test("R-1010 · the contact address follows the manager's, and the next manager's", async () => {
  const { ctx, structure, account, view } = await aUser();
  await ctx.db.update(accounts).set({ contactEmail: "nouvelle@example.org" }).where(eq(accounts.id, account.id));
  expect(await view()).toMatchObject({ contactEmail: "nouvelle@example.org" });

  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db.update(attachments).set({ role: "secondary-manager" }).where(eq(attachments.accountId, account.id));
  expect(await view()).toMatchObject({ contactEmail: null });
  const next = await aManagerOf(ctx, structure);
  expect(await view()).toMatchObject({ contactEmail: next.account.contactEmail });
});

test("R-830, SEC-63 · a secondary manager and a user see that it exists, its state and its expiry, and no more", async () => {
  const { ctx, structure, viewAs } = await aUser();
  for (const role of ["secondary-manager", "member"] as const) {
    const { account } = await aMemberOf(ctx, structure, { role });
    expect(await viewAs(account)).toMatchObject({ state: "active", details: null });
  }
});

test("R-1009 · suspended, expired and deleted, each since when", async () => {
  const { ctx, user, view } = await aUser();
  ctx.moveTo("2026-04-15T08:00:00Z");
  expect(await view()).toMatchObject({ state: "expired", since: new Date("2026-04-15T08:00:00Z") });
  const at = new Date("2026-02-01T09:00:00Z");
  const set = (change: Partial<typeof technicalAccounts.$inferInsert>) =>
    ctx.db.update(technicalAccounts).set(change).where(eq(technicalAccounts.id, user.account.id));
  await set({ status: "suspended", suspendedAt: at });
  expect(await view()).toMatchObject({ state: "suspended", since: at });
  await set({ status: "deleted", deletedAt: at });
  await ctx.db.delete(technicalSecrets);
  expect(await view()).toMatchObject({ state: "deleted", since: at, expiresAt: null });
});

test("SEC-80 · during a rotation both live passwords stand there, the newest first; an ended one does not", async () => {
  const { ctx, user, view } = await aUser();
  ctx.moveTo("2026-01-10T09:00:00Z");
  await ctx.db.update(technicalSecrets).set({ expiresAt: new Date("2026-01-12T09:00:00Z") });
  await aTechnicalPasswordOf(ctx, user.account);
  expect((await view())?.details?.livePasswords.map(({ expiresAt }) => expiresAt)).toEqual([
    new Date("2026-04-20T08:00:00Z"),
    new Date("2026-01-12T09:00:00Z"),
  ]);
  expect(await view()).toMatchObject({ expiresAt: new Date("2026-04-20T08:00:00Z") });
  ctx.moveTo("2026-01-12T09:00:00Z");
  expect((await view())?.details?.livePasswords).toHaveLength(1);
});

test("SEC-61, SEC-63, R-1202 · of the structures on the list that the reader does not manage he learns how many, and no name", async () => {
  const { ctx, structure, account, user, view } = await aUser({ readOnly: true });
  const second = await aStructure(ctx, { legalName: "Atelier" });
  await aManagerOf(ctx, second, { account });
  const secret = { legalName: "Jeanne Cachée", identifierType: "PARTICULIER", identifier: "2850735238" } as const;
  const strange = await aStructure(ctx, secret);
  const formerly = await aStructure(ctx, { legalName: "Ancienne Maison" });
  await aMemberOf(ctx, formerly, { account, role: "secondary-manager" });
  const rows = [second, strange, formerly].map(({ id }) => ({ technicalAccountId: user.account.id, structureId: id }));
  await ctx.db.insert(technicalAccountStructures).values(rows);
  const found = await view();
  expect(found?.details?.only).toEqual({
    managed: expect.arrayContaining([
      { structureId: second.id, designation: "Atelier" },
      { structureId: structure.id, designation: structure.legalName },
    ]),
    others: 2,
  });
  expect(JSON.stringify(found)).not.toMatch(/Cachée|Ancienne/);
});

test("R-509, R-801, SEC-82 · where no call succeeds the state says so at once, not when the upkeep suspends it", async () => {
  const { ctx, structure, account, viewAs, user } = await aUser();
  const { account: member } = await aMemberOf(ctx, structure);
  const credentials = { login: user.login, password: user.password, origin: "192.0.2.1" };
  const seen = async () => [(await viewAs(member))?.state, (await authenticateClient(ctx, credentials)).kind];
  expect(await seen()).toEqual(["active", "authenticated"]);
  await ctx.db.update(structures).set({ status: "inactive" }).where(eq(structures.id, structure.id));
  expect(await seen()).toEqual(["suspended", "refused"]);
  await ctx.db.update(structures).set({ status: "active" }).where(eq(structures.id, structure.id));
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  expect(await seen()).toEqual(["unmanaged", "refused"]);
  await ctx.db.update(structures).set({ managerVacantSince: ctx.now() }).where(eq(structures.id, structure.id));
  await ctx.db.update(attachments).set({ status: "ended" }).where(eq(attachments.accountId, account.id));
  expect(await seen()).toEqual(["unmanaged", "refused"]);
  await aManagerOf(ctx, structure);
  expect(await seen()).toEqual(["active", "authenticated"]);
});

test("R-1009 · the last use outlives the password that was used, and the latest one counts", async () => {
  const { ctx, view } = await aUser();
  const lastUsedBefore = new Date("2026-01-04T08:00:00Z");
  await ctx.db.update(technicalAccounts).set({ lastUsedBefore });
  expect(await view()).toMatchObject({ details: { lastUsedAt: lastUsedBefore } });
  const lastUsedAt = new Date("2026-01-05T08:30:00Z");
  await ctx.db.update(technicalSecrets).set({ lastUsedAt });
  expect(await view()).toMatchObject({ details: { lastUsedAt } });
});

test("R-1009 · once the passwords of an expired account are forgotten, nobody says that it expired when it was made", async () => {
  const { ctx, view } = await aUser();
  await ctx.db.delete(technicalSecrets);
  ctx.moveTo("2027-06-01T09:00:00Z");
  expect(await view()).toMatchObject({ state: "expired", since: null, expiresAt: null });
});

test("R-1002 · a live one stands before those that were deleted; where none ever was, there is none", async () => {
  const { ctx, structure, user, view, viewAs } = await aUser();
  await aTechnicalAccountOf(ctx, structure, {
    status: "deleted",
    createdAt: new Date("2026-01-06"),
    deletedAt: ctx.now(),
  });
  expect(await view()).toMatchObject({ technicalAccountId: user.account.id });
  const bare = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, bare);
  expect(await viewAs(account, bare.id)).toBeNull();
});

async function aUser({ readOnly = false } = {}) {
  const ctx = await testContext();
  const structure = await aStructure(ctx);
  const { account } = await aManagerOf(ctx, structure);
  const user = await aTechnicalAccountOf(ctx, structure, readOnly ? { readOnly, only: [structure] } : {});
  const viewAs = async (person: Account, structureId = structure.id) => {
    const { actor } = await aSessionOf(ctx, person);
    const permit = permitFor(actor, structureId, "view-sheet");
    if (!permit) throw new Error("no permit");
    return findTechnicalAccount(ctx, permit);
  };
  const { actor } = await aSessionOf(ctx, account);
  const permit = permitFor(actor, structure.id, "view-sheet");
  if (!permit) throw new Error("no permit");
  return { ctx, structure, account, user, viewAs, view: () => findTechnicalAccount(ctx, permit) };
}
