import pg from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/test-database";

interface Counter {
  url: string;
  taken(): number;
  close(): void;
}
/** Commands are plain JavaScript and carry no types. */
const command: string = "./count-round-trips.mjs";
const { countRoundTrips }: { countRoundTrips(url: string): Promise<Counter> } = await import(command);

test("the bench counts each wait for the database once, whatever was asked and however long it is", async () => {
  const { url, drop } = await createTestDatabase(inject("templateUrl"), "empty");
  onTestFinished(drop);
  const counter = await countRoundTrips(url);
  onTestFinished(counter.close);
  const client = new pg.Client({ connectionString: counter.url });
  await client.connect();
  onTestFinished(() => client.end());
  counter.taken();

  await client.query("select 1");
  expect(counter.taken()).toBe(1);
  await client.query("select $1::int", [1]);
  expect(counter.taken()).toBe(1);
  await client.query("select $1::text", ["Q".repeat(300_000)]);
  expect(counter.taken()).toBe(1);
  await client.query("begin");
  await client.query("select $1::int", [1]);
  await client.query("commit");
  expect(counter.taken()).toBe(3);
});
