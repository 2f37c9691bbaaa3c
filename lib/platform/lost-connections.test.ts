import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { expect, inject, onTestFinished, test } from "vitest";
import { openPg } from "./open-database-pg";

/** A way to the database on which every connection that is open can be lost at once, as when its server is replaced. */
async function aFragileWay() {
  const address = new URL(inject("templateUrl").replace(/\w+$/, "postgres"));
  const port = Number(address.port);
  const host = address.hostname;
  const open = new Set<Socket>();
  const way = createServer((near) => {
    const far = connect(port, host);
    open.add(near);
    near.on("error", () => far.destroy()).on("close", () => open.delete(near) && far.destroy());
    far.on("error", () => near.destroy()).on("close", () => near.destroy());
    near.pipe(far).pipe(near);
  }).listen(0, "127.0.0.1");
  await once(way, "listening");
  address.hostname = "127.0.0.1";
  address.port = String((way.address() as AddressInfo).port);
  const database = openPg(address.href);
  onTestFinished(async () => {
    await database.close();
    for (const near of open) near.destroy();
    way.close();
  });
  return {
    db: database.db,
    loseNext: () => {
      for (const near of open) {
        // At the next word: the pool still takes the connection for a good one.
        near.unpipe();
        near.once("data", () => near.resetAndDestroy()).resume();
      }
    },
  };
}

test("SEC-18 · transactions that lose their connections cost the pool none of its places", async () => {
  const { db, loseNext } = await aFragileWay();
  const ten = (work: () => Promise<unknown>) => Promise.allSettled(Array.from({ length: 10 }, work));
  await ten(() => db.execute(sql`select pg_sleep(0.1)`));
  loseNext();
  const lost = await ten(() => db.transaction(async (tx) => tx.execute(sql`select 1`)));
  expect(new Set(lost.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  const later = await ten(() => db.transaction(async (tx) => tx.execute(sql`select 1`)));
  expect(new Set(later.map(({ status }) => status))).toEqual(new Set(["fulfilled"]));
});

test("a transaction that the work itself gives up leaves the connection in use", async () => {
  const { db } = await aFragileWay();
  const number = async () => (await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)).rows[0]?.pid;
  const before = await number();
  await expect(
    db.transaction(async () => {
      throw new Error("given up");
    }),
  ).rejects.toThrow("given up");
  await expect(db.transaction((tx) => tx.execute(sql`select 1 / 0`))).rejects.toThrow();
  expect(await number()).toBe(before);
});
