import { and, desc, gt, isNull, lte, or } from "drizzle-orm";
import { news } from "@/drizzle/schema/news";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";

/** A news item in the reader's language (R-1403). */
export interface NewsItem {
  id: string;
  title: string;
  body: string;
  pinned: boolean;
  publishedFrom: Date;
}

const SHOWN = 5;

/** What the portal announces now: pinned first, then the newest. */
export async function findNews(ctx: Context, language: Language): Promise<NewsItem[]> {
  const now = ctx.now();
  const rows = await ctx.db
    .select()
    .from(news)
    .where(and(lte(news.publishedFrom, now), or(isNull(news.publishedUntil), gt(news.publishedUntil, now))))
    .orderBy(desc(news.pinned), desc(news.publishedFrom))
    .limit(SHOWN);
  return rows.map((row) => ({
    id: row.id,
    title: language === "fr" ? row.titleFr : row.titleEn,
    body: language === "fr" ? row.bodyFr : row.bodyEn,
    pinned: row.pinned,
    publishedFrom: row.publishedFrom,
  }));
}
