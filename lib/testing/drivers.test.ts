import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { accounts, throttleCounters } from "@/drizzle/schema/account";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { structures } from "@/drizzle/schema/structure";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { OpenDatabase } from "@/lib/platform/database";
import { executePlanned } from "@/lib/platform/execute-planned";
import { openPg } from "@/lib/platform/open-database-pg";
import { openPglite } from "@/lib/platform/open-database-pglite";
import { openVercel } from "@/lib/platform/open-database-vercel";
import { countUse } from "@/lib/platform/throttle";
import { isUniqueViolation } from "@/lib/platform/unique-violation";
import { contextOn } from "./context";
import { aManagerOf, anAccount, aSessionOf, aStructure } from "./people";
import { createTestDatabase } from "./test-database";
import { startWebsocketBridge } from "./websocket-bridge";

/** An empty database behind one driver, and how to open it once more. */
interface Place {
  open(): Promise<OpenDatabase>;
  remove(): Promise<void>;
}

const places: Record<string, () => Promise<Place>> = {
  pg: async () => {
    const { url, drop } = await createTestDatabase(inject("templateUrl"), "empty");
    return { open: async () => openPg(url), remove: drop };
  },
  "@vercel/postgres": async () => {
    const { url, drop } = await createTestDatabase(inject("templateUrl"), "empty");
    const bridge = await startWebsocketBridge(url);
    // The driver takes plain servers only under this name.
    const local = new URL(url);
    local.hostname = "localhost";
    const remove = async () => {
      await drop();
      await bridge.stop();
    };
    return { open: async () => openVercel(local.href, bridge), remove };
  },
  PGlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), "attache-pglite-"));
    return { open: () => openPglite(folder), remove: async () => rmSync(folder, { recursive: true, force: true }) };
  },
};

describe.each(Object.keys(places))("on %s", (driver) => {
  let place: Place;
  let database: OpenDatabase;

  beforeAll(async () => {
    const prepare = places[driver];
    if (!prepare) throw new Error(driver);
    place = await prepare();
    database = await place.open();
    await database.migrate();
  });
  afterAll(async () => {
    await database.close();
    await place.remove();
  });

  test("a migrated database is left as it is by a second start", async () => {
    const applied = () => database.db.$count(sql`drizzle.__drizzle_migrations`);
    const before = await applied();
    expect(before).toBeGreaterThan(0);
    await database.migrate();
    expect(await applied()).toBe(before);
  });

  test("of two accounts with one address, the second is refused by a violation that names the index", async () => {
    const ctx = contextOn(database.db);
    await anAccount(ctx, { email: "twice@example.org" });
    const error = await anAccount(ctx, { email: "twice@example.org" }).catch((thrown: unknown) => thrown);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, "accounts_email_key")).toBe(true);
    expect(isUniqueViolation(error, "structures_identifier_key")).toBe(false);

    const other = await anAccount(ctx, { email: "Capital@example.org" }).catch((thrown: unknown) => thrown);
    expect(other).toBeInstanceOf(Error);
    expect(isUniqueViolation(other)).toBe(false);
  });

  test("what a failed transaction wrote is gone", async () => {
    const ctx = contextOn(database.db);
    const work = inTransaction(ctx, async (tx) => {
      await anAccount(tx, { email: "gone@example.org" });
      throw new Error("changed its mind");
    });
    await expect(work).rejects.toThrow("changed its mind");
    expect(await ctx.db.$count(accounts, eq(accounts.email, "gone@example.org"))).toBe(0);
  });

  test("a transaction goes on after a savepoint inside it failed", async () => {
    const ctx = contextOn(database.db);
    await inTransaction(ctx, async (tx) => {
      await anAccount(tx, { email: "outer@example.org" });
      const inner = inTransaction(tx, (savepoint) => anAccount(savepoint, { email: "outer@example.org" }));
      await expect(inner).rejects.toSatisfy(isUniqueViolation);
      await anAccount(tx, { email: "after@example.org" });
    });
    expect(await ctx.db.$count(accounts, sql`email in ('outer@example.org', 'after@example.org')`)).toBe(2);
  });

  test("workers that skip locked rows never take the same one", async () => {
    const ctx = contextOn(database.db);
    await ctx.db.insert(outboxMessages).values(
      Array.from({ length: 12 }, () => ({
        id: ctx.id(),
        kind: "N-01",
        event: ctx.id(),
        recipient: "someone@example.org",
        language: "fr" as const,
        message: {},
        dueAt: ctx.now(),
        createdAt: ctx.now(),
      })),
    );
    const takeThree = () =>
      inTransaction(ctx, async (tx) => {
        const free = tx.db
          .select({ id: outboxMessages.id })
          .from(outboxMessages)
          .where(sql`${outboxMessages.leasedUntil} is null`)
          .limit(3)
          .for("update", { skipLocked: true });
        return tx.db
          .update(outboxMessages)
          .set({ leasedUntil: tx.now() })
          .where(sql`${outboxMessages.id} in ${free}`)
          .returning({ id: outboxMessages.id });
      });
    const taken = (await Promise.all([takeThree(), takeThree(), takeThree(), takeThree()])).flat();
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
    expect(taken).toHaveLength(12);
  });

  test("dates come back as the same instants, and documents as the same values", async () => {
    const ctx = contextOn(database.db, { now: "2026-03-29T01:30:00.123Z" });
    const message = { names: ["Zoë", "<b>O'Neil</b>", '"quoted"'], nothing: null, amount: 1.5 };
    const [row] = await ctx.db
      .insert(outboxMessages)
      .values({
        id: ctx.id(),
        kind: "N-01",
        event: "round-trip",
        recipient: "someone@example.org",
        language: "en",
        message,
        dueAt: ctx.now(),
        createdAt: ctx.now(),
      })
      .returning();
    expect(row?.createdAt).toEqual(new Date("2026-03-29T01:30:00.123Z"));
    expect(row?.settledAt).toBeNull();
    expect(row?.message).toEqual(message);
  });

  test("R-1207 · a search finds a town whatever its case and accents", async () => {
    const ctx = contextOn(database.db);
    const town = await aStructure(ctx, { sector: "public", legalName: "COMMUNE DE BESANÇON", city: "Besançon" });
    for (const typed of ["besancon", "BESANÇON", "Besancon"]) {
      const found = await ctx.db
        .select({ id: structures.id })
        .from(structures)
        .where(sql`${structures.searchText} like '%' || fold(${typed}) || '%'`);
      expect(found).toEqual([{ id: town.id }]);
    }
  });

  test("20 uses counted at once are 20", async () => {
    const ctx = contextOn(database.db);
    const budget = { key: "parallel", limit: 100, window: 60 };
    await Promise.all(Array.from({ length: 20 }, () => countUse(ctx, [budget])));
    const [counter] = await ctx.db.select().from(throttleCounters).where(eq(throttleCounters.key, "parallel"));
    expect(counter?.used).toBe(20);
  });

  test("SEC-104 · a statement that is planned once answers each time, also beside itself and in a transaction", async () => {
    const ctx = contextOn(database.db);
    const doubled = (context: Context, number: number) =>
      executePlanned<{ doubled: number }>(context, sql`select ${number}::int * 2 as doubled`);
    for (let number = 0; number < 12; number++) expect(await doubled(ctx, number)).toEqual([{ doubled: number * 2 }]);
    const together = await Promise.all(Array.from({ length: 20 }, (_, number) => doubled(ctx, number)));
    expect(together.flat().map((row) => row.doubled)).toEqual(Array.from({ length: 20 }, (_, number) => number * 2));
    expect(await inTransaction(ctx, (tx) => doubled(tx, 21))).toEqual([{ doubled: 42 }]);
  });

  test("a signed-in manager is found with what he may do", async () => {
    const ctx = contextOn(database.db);
    const structure = await aStructure(ctx);
    const { actor } = await aSessionOf(ctx, (await aManagerOf(ctx, structure)).account);
    expect(actor.attachments).toMatchObject([{ structureId: structure.id, requestedAt: ctx.now() }]);
    expect(actor.subscriptions).toHaveLength(2);
  });
});

test.each(["pg", "@vercel/postgres"])(
  "on %s, servers that start at once migrate an empty database once",
  async (driver) => {
    const place = await places[driver]?.();
    if (!place) throw new Error(driver);
    const servers = await Promise.all([place.open(), place.open(), place.open()]);
    try {
      await Promise.all(servers.map((server) => server.migrate()));
      for (const { db } of servers) expect(await db.$count(accounts)).toBe(0);
    } finally {
      await Promise.all(servers.map((server) => server.close()));
      await place.remove();
    }
  },
);
