import { expect, inject, test } from "vitest";
import { sql } from "drizzle-orm";
import { openPg } from "@/lib/platform/open-database-pg";
import { findAccounts } from "@/lib/administration/find-accounts";
import { findOverview } from "@/lib/administration/find-overview";
import { contextOn } from "./context";
import { fillDatabase } from "./fill-database";
import { aSupportAct } from "./support-acts";
import { createTestDatabase } from "./test-database";
test("times", async () => {
  const { url, drop } = await createTestDatabase(inject("templateUrl"), "migrated");
  const now = new Date("2026-01-05T09:00:00Z");
  await fillDatabase(url, { accounts: 400_000, structures: 100_000, members: 1000, pending: 200, now, passwordHash: "x" });
  const { db, close } = openPg(url);
  const ctx = contextOn(db, { now });
  const { administrator } = await aSupportAct(ctx);
  await db.execute(sql`update accounts set status='deactivated', deactivated_at='2026-01-01', deactivation_cause='own-wish' where id in (select id from accounts where created_at < (select percentile_disc(0.05) within group (order by created_at) from accounts) and id not in (select account_id from attachments where role='primary-manager'))`);
  await db.execute(sql`vacuum analyze accounts`);
  const s = { query: "", filter: null, sort: "name", descending: true, page: 1, pageSize: 10 } as const;
  const { rows } = await db.execute<{ n: string }>(sql`select status || ' ' || count(*) as n from accounts group by status`);
  console.info(rows.map((r) => r.n).join(", "));
  const timed = async (name: string, f: () => Promise<unknown>) => {
    await f();
    const t = performance.now();
    const r = (await f()) as { total?: number; more?: boolean };
    console.info(name, Math.round(performance.now() - t), "ms", r.total, r.more);
  };
  for (const query of ["", "martin", "mart", "example.org", "zzzqqq", "sophie martin", "personne.12345", "abc"])
    await timed(`q=${query}`, () => findAccounts(ctx, administrator, { ...s, query }));
  for (const filter of ["active", "locked", "deactivated", "reactivation-requested", "erased"] as const)
    await timed(filter, () => findAccounts(ctx, administrator, { ...s, filter }));
  for (const filter of ["active", "deactivated"] as const)
    await timed(filter + " martin", () => findAccounts(ctx, administrator, { ...s, filter, query: "martin" }));
  await timed("overview", () => findOverview(ctx, administrator));
  expect(1).toBe(1);
  await close(); await drop();
}, 500_000);
