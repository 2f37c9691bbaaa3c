import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { type TestContext, testContext } from "@/lib/testing/context";
import { aManagerOf, aStructure, DEACTIVATED } from "@/lib/testing/people";
import { countProvisionalIdentifiers, remindOfProvisionalIdentifiers } from "./remind-of-provisional-identifiers";

async function runAt(ctx: TestContext, moment: string): Promise<number> {
  ctx.moveTo(moment);
  const due = await countProvisionalIdentifiers(ctx);
  expect(await remindOfProvisionalIdentifiers(ctx)).toBe(due);
  return due;
}

let count = 0;
const provisional = () => ({ identifierType: "EN_COURS_IMMATRICULATION" as const, identifier: `ATELIER${++count}` });

test("R-160 · N-22 · R-1206 · the primary manager alone is reminded after 90 days, to the second, and once", async () => {
  // In winter; 90 days later it is summer time.
  const ctx = await testContext({ now: "2026-01-05T09:00:00Z" });
  const structure = await aStructure(ctx, provisional());
  const { account } = await aManagerOf(ctx, structure);
  await ctx.db.update(accounts).set({ contactEmail: "atelier@example.org" }).where(eq(accounts.id, account.id));
  await aManagerOf(ctx, structure, { role: "secondary-manager" });
  await aManagerOf(ctx, await aStructure(ctx));
  expect(await runAt(ctx, "2026-04-05T07:59:59Z")).toBe(0);
  expect(await runAt(ctx, "2026-04-05T08:00:00Z")).toBe(1);
  expect(await runAt(ctx, "2026-04-05T08:00:00Z")).toBe(0);
  expect(await ctx.db.select().from(outboxMessages)).toMatchObject([
    {
      recipient: "atelier@example.org",
      message: { kind: "provisional-identifier-reminder", structureId: structure.id },
    },
  ]);
  // Once, also after its mail was forgotten (SEC-98), or another one manages it under another address.
  await ctx.db.update(accounts).set({ contactEmail: "new@example.org" }).where(eq(accounts.id, account.id));
  expect(await runAt(ctx, "2026-06-05T08:00:00Z")).toBe(0);
  await ctx.db.delete(outboxMessages);
  expect(await runAt(ctx, "2027-04-10T08:00:00Z")).toBe(0);
});

test.each([
  ["has its SIRET", { identifierType: "SIRET" as const, identifier: "81880244900038" }],
  ["was deactivated", { status: "inactive" as const }],
])("R-160 · nobody is reminded of a structure that %s meanwhile", async (_what, now) => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, provisional());
  await aManagerOf(ctx, structure);
  await ctx.db.update(structures).set(now).where(eq(structures.id, structure.id));
  expect(await runAt(ctx, "2026-05-05T09:00:00Z")).toBe(0);
});

test("R-160 · R-509 · while nobody manages it nobody is told; the next primary manager is", async () => {
  const ctx = await testContext();
  const structure = await aStructure(ctx, provisional());
  const { account } = await aManagerOf(ctx, structure);
  await ctx.db.update(accounts).set(DEACTIVATED).where(eq(accounts.id, account.id));
  expect(await runAt(ctx, "2026-05-05T09:00:00Z")).toBe(0);
  await ctx.db.update(accounts).set({ status: "active" }).where(eq(accounts.id, account.id));
  expect(await runAt(ctx, "2026-05-06T09:00:00Z")).toBe(1);
});

test("SEC-97 · two instances at once remind each manager once", async () => {
  const ctx = await testContext();
  for (let n = 0; n < 8; n++) await aManagerOf(ctx, await aStructure(ctx, provisional()));
  ctx.moveTo("2026-05-05T09:00:00Z");
  const counts = await Promise.all([remindOfProvisionalIdentifiers(ctx), remindOfProvisionalIdentifiers(ctx)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(8);
  expect(await ctx.db.$count(outboxMessages)).toBe(8);
});
