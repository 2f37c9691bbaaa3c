import { languages } from "@/lib/i18n/language";
import { findNews, type NewsItem } from "@/lib/news/find-news";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "./current-language";

const FRESH_MS = 60_000;

interface Announced {
  readAt: number;
  byLanguage: Promise<Record<string, NewsItem[]>>;
}

let announced: Announced | undefined;

/**
 * The news of the portal. They are the same for everybody and change a few times a month, so a process reads them
 * once a minute: the home page asks the database nothing for an anonymous visitor.
 */
export async function currentNews(): Promise<NewsItem[]> {
  const ctx = await live();
  const now = ctx.now().getTime();
  if (!announced || now - announced.readAt > FRESH_MS) {
    const reading = readAll();
    announced = { readAt: now, byLanguage: reading };
    reading.catch(() => {
      announced = undefined;
    });
  }
  return (await announced.byLanguage)[await currentLanguage()] ?? [];
}

async function readAll(): Promise<Record<string, NewsItem[]>> {
  const ctx = await live();
  return Object.fromEntries(
    await Promise.all(languages.map(async (language) => [language, await findNews(ctx, language)] as const)),
  );
}
