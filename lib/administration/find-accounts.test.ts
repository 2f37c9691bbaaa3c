import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import type { Email } from "@/lib/account/email";
import { recordSignInFailure } from "@/lib/account/record-sign-in-failure";
import { erasedAddress } from "@/lib/departure/erased-person";
import { type TestContext, testContext } from "@/lib/testing/context";
import { type Account, anAccount, DEACTIVATED } from "@/lib/testing/people";
import { aSupportAct } from "@/lib/testing/support-acts";
import type { Administrator } from "./administrator";
import { type AccountSearch, findAccounts, isLongEnough } from "./find-accounts";

const everything: AccountSearch = {
  query: "",
  filter: null,
  sort: "createdAt",
  descending: true,
  page: 1,
  pageSize: 50,
};

async function anAdministratorIn(ctx: TestContext): Promise<Administrator> {
  return (await aSupportAct(ctx)).administrator;
}

/** As the twentieth failure locks it (R-422, N-09). */
async function aLockedAccount(ctx: TestContext, details: Partial<Account> = {}): Promise<Account> {
  const account = await anAccount(ctx, details);
  await recordSignInFailure(ctx, {
    email: account.email as Email,
    accountId: account.id,
    browser: { origin: "192.0.2.1", userAgent: "Test browser" },
    reason: "wrong-credentials",
    locksAccount: true,
  });
  return account;
}

const namesIn = (list: { rows: { givenName: string }[] }) => list.rows.map(({ givenName }) => givenName);

describe("R-1401 · R-1207 · accounts by name and address", () => {
  test.each([
    ["lefevre", ["Élodie"]],
    ["LEFÈVRE elo", ["Élodie"]],
    ["elodie@example.org", ["Élodie"]],
    ["contact-d-elodie", ["Élodie"]],
    ["example.org", ["Bruno", "Élodie", "Zoé"]],
    ["lefevre bruno", []],
    ["100%", ["Zoé"]],
    ["d'aubigne", ["Bruno"]],
  ])("%j finds %j", async (query, names) => {
    const ctx = await testContext();
    const administrator = await anAdministratorIn(ctx);
    await ctx.db.update(accounts).set({ email: "support@portal.example", contactEmail: "support@portal.example" });
    const details = [
      {
        email: "elodie@example.org",
        contactEmail: "contact-d-elodie@autre.fr",
        givenName: "Élodie",
        familyName: "Lefèvre",
      },
      { email: "bruno@example.org", contactEmail: "bruno@example.org", givenName: "Bruno", familyName: "d'Aubigné" },
      { email: "100%zoe@example.org", contactEmail: "z@example.org", givenName: "Zoé", familyName: "Martin" },
    ];
    for (const one of details) await anAccount(ctx, one);
    const found = await findAccounts(ctx, administrator, { ...everything, query, sort: "name", descending: false });
    expect(namesIn(found).sort()).toEqual([...names].sort());
    expect(found).toMatchObject({ total: names.length, more: false });
  });

  test("what is too short for the index finds nobody, and costs nothing", async () => {
    const ctx = await testContext();
    const administrator = await anAdministratorIn(ctx);
    ctx.queries();
    for (const query of ["el", "e l", "%%%", "--- ''", "a@b.c"]) {
      expect(isLongEnough(query)).toBe(false);
      expect(await findAccounts(ctx, administrator, { ...everything, query })).toMatchObject({ rows: [], total: 0 });
    }
    expect(ctx.queries()).toBe(0);
    expect(["", "   ", "elo", "e lod", "12345678200002"].map(isLongEnough)).toEqual([true, true, true, true, true]);
  });
});

test("R-501 · each state finds its own, and a lock that has run out is none", async () => {
  const ctx = await testContext();
  const administrator = await anAdministratorIn(ctx);
  await anAccount(ctx, { givenName: "Actif" });
  await aLockedAccount(ctx, { givenName: "Bloqué" });
  await anAccount(ctx, { givenName: "Parti", ...DEACTIVATED });
  await anAccount(ctx, { givenName: "Revient", ...DEACTIVATED, reactivationRequestedAt: ctx.now() });
  const email = erasedAddress(ctx.id());
  await anAccount(ctx, { givenName: "Effacé", email, status: "erased", erasedAt: ctx.now() });
  const find = async (filter: AccountSearch["filter"]) =>
    namesIn(await findAccounts(ctx, administrator, { ...everything, filter }))
      .filter((name) => name !== "Camille")
      .sort();
  expect(await find("active")).toEqual(["Actif"]);
  expect(await find("locked")).toEqual(["Bloqué"]);
  expect(await find("deactivated")).toEqual(["Parti", "Revient"]);
  expect(await find("reactivation-requested")).toEqual(["Revient"]);
  expect(await find("erased")).toEqual(["Effacé"]);
  expect(await find(null)).toHaveLength(5);
  ctx.moveTo("2026-01-05T09:29:59Z");
  expect(await find("locked")).toEqual(["Bloqué"]);
  ctx.moveTo("2026-01-05T09:30:00Z");
  expect([await find("locked"), await find("active")]).toEqual([[], ["Actif", "Bloqué"]]);
});

test("R-304 · R-1207 · sorted by each column, cut into pages; a page beyond the last one is the last", async () => {
  const ctx = await testContext();
  const administrator = await anAdministratorIn(ctx);
  const people = [
    { givenName: "Zoé", familyName: "Étienne", email: "b@example.org", lastSignInAt: new Date("2026-01-03T09:00:00Z") },
    { givenName: "Anne", familyName: "zola", email: "c@example.org", lastSignInAt: null },
    { givenName: "Marc", familyName: "Fabre", email: "a@example.org", lastSignInAt: new Date("2026-01-04T09:00:00Z") },
  ];
  for (const [index, one] of people.entries()) {
    await anAccount(ctx, { ...one, contactEmail: "samedomain@example.org", createdAt: new Date(2026, 0, index + 1) });
  }
  const find = (details: Partial<AccountSearch>) =>
    findAccounts(ctx, administrator, { ...everything, query: "samedomain", ...details });
  const sorted = async (sort: AccountSearch["sort"], descending: boolean) => namesIn(await find({ sort, descending }));
  expect(await sorted("name", false)).toEqual(["Zoé", "Marc", "Anne"]);
  expect(await sorted("name", true)).toEqual(["Anne", "Marc", "Zoé"]);
  expect(await sorted("email", false)).toEqual(["Marc", "Zoé", "Anne"]);
  expect(await sorted("createdAt", true)).toEqual(["Marc", "Anne", "Zoé"]);
  // Who never signed in stands last either way.
  expect(await sorted("lastSignInAt", true)).toEqual(["Marc", "Zoé", "Anne"]);
  expect(await sorted("lastSignInAt", false)).toEqual(["Zoé", "Marc", "Anne"]);
  expect(await sorted("state", false)).toHaveLength(3);
  const page = { sort: "name", descending: false, pageSize: 2 } as const;
  expect(namesIn(await find({ ...page, page: 2 }))).toEqual(["Anne"]);
  expect(await find({ ...page, page: 7 })).toMatchObject({ total: 3, rows: [{ givenName: "Anne" }] });
});

test("R-1401 · a thousand are listed, the newest; beyond that, it is said that there are more", async () => {
  const ctx = await testContext();
  const administrator = await anAdministratorIn(ctx);
  const make = (from: number, to: number) =>
    ctx.db.execute(sql`
      insert into accounts (id, email, password_hash, family_name, given_name, contact_email, language, terms_version,
        terms_accepted_at, created_at)
      select gen_random_uuid(), 'crowd.' || n || '@example.org', '-', 'Foule', 'N' || n, 'crowd@example.org', 'fr', '-',
        '2026-01-01', timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(${from}::int, ${to}::int) n`);
  const search = { ...everything, query: "foule", descending: false, pageSize: 5 };
  await make(1, 1000);
  expect(await findAccounts(ctx, administrator, search)).toMatchObject({ total: 1000, more: false });
  await make(1001, 1001);
  ctx.queries();
  const found = await findAccounts(ctx, administrator, search);
  expect(ctx.queries()).toBe(1);
  expect(found).toMatchObject({ total: 1000, more: true });
  expect(namesIn(found)).toEqual(["N2", "N3", "N4", "N5", "N6"]);
  const last = await findAccounts(ctx, administrator, { ...search, page: 200 });
  expect(namesIn(last)).toEqual(["N997", "N998", "N999", "N1000", "N1001"]);
});

test("SEC-63 · a line carries no secret", async () => {
  const ctx = await testContext();
  const administrator = await anAdministratorIn(ctx);
  const [line] = (await findAccounts(ctx, administrator, everything)).rows;
  expect(Object.keys(line ?? {}).sort()).toEqual([
    "createdAt",
    "email",
    "familyName",
    "givenName",
    "id",
    "isAdministrator",
    "lastSignInAt",
    "reactivationRequestedAt",
    "state",
  ]);
});
