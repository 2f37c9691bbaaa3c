import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { structures } from "@/drizzle/schema/structure";
import { parseIdentifier } from "@/lib/structure/identifier";
import { testContext } from "./context";
import { fillDatabase } from "./fill-database";
import { largeManager, ordinaryManager } from "./large-world";

const sizes = { accounts: 1_000, structures: 300, members: 100, pending: 40 };

async function filled() {
  const ctx = await testContext();
  const told: number[] = [];
  await fillDatabase(ctx.databaseUrl, {
    ...sizes,
    now: ctx.now(),
    passwordHash: "nobody signs in",
    progress: (written) => told.push(written),
  });
  const count = async (query: ReturnType<typeof sql>) => {
    const { rows } = await ctx.db.execute<{ count: string }>(query);
    return Number(rows[0]?.count);
  };
  return { ctx, told, count };
}

test("R-003 · each structure of a filled database has its one primary manager, and a valid SIRET", async () => {
  const { ctx, told, count } = await filled();
  expect(await count(sql`select count(*) from accounts`)).toBe(sizes.accounts);
  const ofPrimary = sql`role = 'primary-manager' and status = 'approved'`;
  expect(await count(sql`select count(distinct structure_id) from attachments where ${ofPrimary}`)).toBe(300);
  for (const { identifierType, identifier } of await ctx.db.select().from(structures)) {
    expect(parseIdentifier(identifierType, identifier)).toMatchObject({ kind: "parsed", identifier });
  }
  expect(told.at(-1)).toBeGreaterThan(5_000);
  expect([...told].sort((one, other) => one - other)).toEqual(told);
});

test("a filled database has what its pages are measured with", async () => {
  const { count } = await filled();
  const of = (structureId: string, status: string) =>
    count(sql`select count(*) from attachments where structure_id = ${structureId} and status = ${sql.raw(status)}`);
  expect(await of(largeManager.structureId, "'pending'")).toBe(sizes.pending);
  expect(await of(ordinaryManager.structureId, "'approved'")).toBe(21);
  expect(await of(ordinaryManager.structureId, "'pending'")).toBe(5);
  expect(await count(sql`select count(*) from accounts where email = ${largeManager.email}`)).toBe(1);
});

test("what the foreign keys did not check while it was filled holds all the same", async () => {
  const { ctx, count } = await filled();
  const { rows } = await ctx.db.execute<{ child: string; column: string; parent: string }>(sql`
    select key.conrelid::regclass::text as child, attribute.attname as column, key.confrelid::regclass::text as parent
    from pg_constraint key
    join pg_attribute attribute on attribute.attrelid = key.conrelid and attribute.attnum = key.conkey[1]
    where key.contype = 'f' and key.connamespace = 'public'::regnamespace`);
  expect(rows.length).toBeGreaterThan(20);
  for (const { child, column, parent } of rows) {
    const name = sql.identifier(column);
    const orphans = sql`
      select count(*) from ${sql.identifier(child)} where ${name} is not null
        and not exists (select from ${sql.identifier(parent)} parent where parent.id = ${sql.identifier(child)}.${name})`;
    expect([child, column, await count(orphans)]).toEqual([child, column, 0]);
  }
});
