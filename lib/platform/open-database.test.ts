import { expect, inject, test } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { testEnv } from "@/lib/testing/environment";
import { openDatabase } from "./open-database";

const plain = { DATABASE_URL: undefined };

test("a server without a database address refuses to start, and says which settings would name one", async () => {
  await expect(openDatabase(testEnv(plain))).rejects.toThrow("set POSTGRES_URL, DATABASE_URL or PGLITE_DIR");
});

test("DATABASE_URL opens a plain server", async () => {
  const database = await openDatabase(testEnv({ DATABASE_URL: inject("templateUrl").replace(/\w+$/, "postgres") }));
  const { rows } = await database.db.execute<{ name: string }>("select current_setting('application_name') as name");
  await database.close();
  expect(rows).toEqual([{ name: "attache" }]);
});

test("POSTGRES_URL wins over DATABASE_URL: it opens the hosted pooler, which has its own rules for addresses", async () => {
  const env = testEnv({ POSTGRES_URL: "postgresql://somebody@db.example.org/portal" });
  await expect(openDatabase(env)).rejects.toThrow("invalid_connection_string");
});

test("DB_DRIVER wins over every address, and names the one it misses", async () => {
  await expect(openDatabase(testEnv({ DB_DRIVER: "vercel" }))).rejects.toThrow("POSTGRES_URL");
  await expect(
    openDatabase(testEnv({ ...plain, DB_DRIVER: "pg", POSTGRES_URL: "postgresql://localhost/x" })),
  ).rejects.toThrow("DATABASE_URL");
});

test("a database that is down is reported within seconds, not waited for", async () => {
  const database = await openDatabase(testEnv({ DATABASE_URL: "postgresql://localhost:1/nothing" }));
  await expect(database.db.$count(accounts)).rejects.toThrow();
  await database.close();
});
