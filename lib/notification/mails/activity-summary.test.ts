import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { feedEvents } from "@/drizzle/schema/attachment";
import { openPg } from "@/lib/platform/open-database-pg";
import { tellings } from "@/lib/testing/tellings";
import { mailContext } from "@/lib/testing/written-mails";
import { activitySummary } from "./activity-summary";

test("N-21 · however much happened, no more of it is read than is told; the rest is counted", async () => {
  const ctx = await mailContext();
  const { message, recipient } = await tellings["activity-summary"](ctx);
  if (message.kind !== "activity-summary") throw new Error("another message");
  const [line] = await ctx.db.select().from(feedEvents);
  if (!line) throw new Error("the feed is empty");
  await ctx.db.delete(feedEvents);
  const happenedAt = new Date("2026-01-03T09:00:00Z");
  const kind = "attachment-approved";
  await ctx.db
    .insert(feedEvents)
    .values(Array.from({ length: 400 }, () => ({ ...line, id: ctx.id(), kind, happenedAt })));

  const asked: { query: string; params: unknown[] }[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => asked.push({ query, params }) };
  const { db, close } = openPg(ctx.databaseUrl, { logger });
  onTestFinished(close);
  const letter = await activitySummary({ ...ctx, db }, { message, recipient, language: "fr" });
  expect(letter?.groups?.flatMap(({ lines }) => lines)).toHaveLength(50);
  expect(JSON.stringify(letter?.notes)).toContain("350");

  const client = new Client(ctx.databaseUrl);
  await client.connect();
  onTestFinished(() => client.end());
  for (const { query, params } of asked) {
    expect((await client.query(query, params)).rows.length, query).toBeLessThanOrEqual(50);
  }
});
