import { expect, test } from "vitest";
import { news } from "@/drizzle/schema/news";
import { type TestContext, testContext } from "@/lib/testing/context";
import { findNews } from "./find-news";

async function publish(ctx: TestContext, title: string, details: Partial<typeof news.$inferInsert> = {}) {
  const texts = { titleFr: title, titleEn: `${title} (en)`, bodyFr: "Texte", bodyEn: "Text" };
  await ctx.db
    .insert(news)
    .values({ id: ctx.id(), ...texts, publishedFrom: new Date("2026-01-01T00:00:00Z"), ...details });
}

const titles = async (ctx: TestContext) => (await findNews(ctx, "fr")).map(({ title }) => title);

test("R-1403 · news are read from their first second to the second before their last", async () => {
  const ctx = await testContext();
  const published = {
    publishedFrom: new Date("2026-01-05T09:00:00Z"),
    publishedUntil: new Date("2026-01-06T09:00:00Z"),
  };
  await publish(ctx, "Maintenance", published);
  for (const [moment, shown] of [
    ["2026-01-05T08:59:59Z", []],
    ["2026-01-05T09:00:00Z", ["Maintenance"]],
    ["2026-01-06T08:59:59Z", ["Maintenance"]],
    ["2026-01-06T09:00:00Z", []],
  ] as const) {
    ctx.moveTo(moment);
    expect(await titles(ctx), moment).toEqual(shown);
  }
});

test("R-306 · what is pinned comes first, then the newest, five in all", async () => {
  const ctx = await testContext();
  for (const day of [2, 4, 1, 3, 5])
    await publish(ctx, `Jour ${day}`, { publishedFrom: new Date(`2026-01-0${day}T00:00:00Z`) });
  await publish(ctx, "Épinglée", { pinned: true, publishedFrom: new Date("2025-01-01T00:00:00Z") });
  expect(await titles(ctx)).toEqual(["Épinglée", "Jour 5", "Jour 4", "Jour 3", "Jour 2"]);
});

test("R-1209 · each reader reads them in his language", async () => {
  const ctx = await testContext();
  await publish(ctx, "Bienvenue");
  expect(await findNews(ctx, "en")).toMatchObject([{ title: "Bienvenue (en)", body: "Text", pinned: false }]);
  expect(await findNews(ctx, "fr")).toMatchObject([{ title: "Bienvenue", body: "Texte" }]);
});
