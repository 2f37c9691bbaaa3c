import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { StatusTag } from "@/app/_ui/status-tag";
import { formatDay } from "@/lib/i18n/format-moment";
import type { NewsItem } from "@/lib/news/find-news";

/** "Actualités": pinned first, then the newest. */
export async function NewsList({ items }: { items: NewsItem[] }) {
  const t = await getTranslations("frame");
  if (items.length === 0) return <EmptyState>{t("newsEmpty")}</EmptyState>;
  return (
    <ul className="mt-3 grid gap-5">
      {items.map(({ id, title, body, pinned, publishedFrom }) => (
        <li key={id}>
          <h3>{title}</h3>
          <p className="flex items-center gap-2 text-ink-soft text-sm tabular-nums">
            <time dateTime={publishedFrom.toISOString()}>{formatDay(publishedFrom)}</time>
            {pinned ? <StatusTag tone="info">{t("newsPinned")}</StatusTag> : null}
          </p>
          <p className="mt-1 max-w-prose whitespace-pre-line">{body}</p>
        </li>
      ))}
    </ul>
  );
}
