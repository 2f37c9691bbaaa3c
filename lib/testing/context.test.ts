import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { testContext } from "./context";

test("two tests never see each other's rows", async () => {
  const [one, other] = await Promise.all([testContext(), testContext()]);
  await one.db.execute(sql`create table only_here (id int)`);
  expect(await one.db.$count(accounts)).toBe(0);
  await expect(other.db.execute(sql`select * from only_here`)).rejects.toThrow();
});

test("time stands still until a test moves it", async () => {
  const ctx = await testContext({ now: "2018-11-07T14:50:00+01:00" });
  expect(ctx.now().toISOString()).toBe("2018-11-07T13:50:00.000Z");
  ctx.moveTo("2018-12-07T14:50:00+01:00");
  expect(ctx.now().toISOString()).toBe("2018-12-07T13:50:00.000Z");
});

test("every round trip to the database is counted, those of a transaction too", async () => {
  const ctx = await testContext();
  await ctx.db.$count(accounts);
  expect(ctx.queries()).toBe(1);
  await ctx.db.transaction((tx) => tx.$count(accounts));
  expect(ctx.queries()).toBe(3);
  expect(ctx.queries()).toBe(0);
});

test("a password is checked for real, a decoy at the same cost, and both are counted", async () => {
  const { passwords } = await testContext();
  const hashed = await passwords.hash("éléphant-vert 42");
  if (hashed.kind !== "hashed") throw new Error("not hashed");
  expect(await passwords.verify(hashed.hash, "éléphant-vert 42")).toEqual({ kind: "right" });
  expect(await passwords.verify(hashed.hash, "éléphant-vert 43")).toEqual({ kind: "wrong" });
  expect(await passwords.verify(null, "nobody's password")).toEqual({ kind: "wrong" });
  expect(passwords).toMatchObject({ hashes: 1, verifies: 3 });
});
