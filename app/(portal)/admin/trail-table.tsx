import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { readTableView } from "@/app/_ui/table-view";
import type { Administrator } from "@/lib/administration/administrator";
import { findTrail, type TrailLine, trailSorts } from "@/lib/administration/find-trail";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";

/** What happened to an account or a registration, newest first or by each column, in pages (R-1201, SEC-96). */
export async function TrailTable({
  administrator,
  targetId,
  query,
  path,
}: {
  administrator: Administrator;
  targetId: string;
  query: Record<string, string | string[] | undefined>;
  path: string;
}) {
  const view = readTableView(query, { sortable: trailSorts, pageSize: 10, descending: true });
  const sort = trailSorts.find((known) => known === view.sort) ?? "at";
  const found = await findTrail(await live(), administrator, { ...view, sort, targetId });
  const t = await getTranslations("administration.trail");
  const detailsOf = await trailDetails();
  const changesOf = await trailChanges();
  const sortable = true;
  return (
    <section aria-labelledby="journal" className="mt-8">
      <h2 id="journal">{t("title")}</h2>
      {found.more ? <Banner tone="info">{t("more")}</Banner> : null}
      <DataTable<TrailLine>
        caption={t("caption")}
        columns={[
          { key: "at", heading: t("columns.at"), cell: ({ at }) => formatMoment(at), sortable },
          {
            key: "kind",
            heading: t("columns.kind"),
            // The trail tells of more than support has words for here.
            cell: ({ kind }) => (t.has(`kinds.${kind}` as never) ? t(`kinds.${kind}` as never) : t("other", { kind })),
            sortable,
          },
          {
            key: "actor",
            heading: t("columns.actor"),
            cell: ({ actorName }) => <LongName>{actorName ?? t("nobody")}</LongName>,
            sortable,
          },
          {
            key: "details",
            heading: t("columns.details"),
            cell: (line) => <Details lines={[detailsOf(line), ...changesOf(line)].filter((text) => text !== null)} />,
            sortable,
          },
          {
            key: "origin",
            heading: t("columns.origin"),
            cell: ({ origin }) => <span className="break-all">{origin ?? t("noOrigin")}</span>,
            sortable,
          },
        ]}
        rows={found.rows}
        keyOf={({ id }) => id}
        view={view}
        total={found.total}
        path={path}
        empty={t("empty")}
      />
    </section>
  );
}

function Details({ lines }: { lines: string[] }) {
  if (lines.length < 2) return lines[0] ?? "–";
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What a line replaced, each value before and after, in words (R-1201). */
async function trailChanges(): Promise<(line: TrailLine) => string[]> {
  const t = await getTranslations("administration.trail");
  const words = (value: unknown) => {
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    return value === null || value === "" ? t("blank") : String(value);
  };
  return ({ changes }) =>
    Object.entries(changes ?? {}).map(([key, { from, to }]) => {
      const field = t.has(`fields.${key}` as never) ? t(`fields.${key}` as never) : key;
      return t("change", { field, from: words(from), to: words(to) });
    });
}

/** The facts of a line that say more than its kind, in words. What the trail holds may be older than this page. */
async function trailDetails(): Promise<(line: TrailLine) => string | null> {
  const t = await getTranslations("administration.trail");
  const acts = await getTranslations("administration.acts.names");
  const causes = await getTranslations("administration.account.causes");
  const word = (of: { has(key: never): boolean; (key: never): string }, key: unknown) =>
    typeof key === "string" && of.has(key as never) ? of(key as never) : null;
  return ({ kind, facts, words }) => {
    switch (kind) {
      case "administrator-acted": {
        const act = word(acts, facts.act) ?? String(facts.act);
        if (words === null) return act;
        const [reason = "", check] = words.split("\n");
        return check === undefined ? t("acted", { act, reason }) : t("actedAfterCheck", { act, reason, check });
      }
      case "account-deactivated":
        return facts.erasure === true
          ? t("forgotten", { cause: word(causes, facts.cause) ?? "" })
          : word(causes, facts.cause);
      case "account-erased":
        return word(t, `erasures.${facts.cause}`);
      case "account-locked":
        return typeof facts.until === "string" ? t("until", { date: formatMoment(new Date(facts.until)) }) : null;
      case "session-ended":
        return typeof facts.count === "number" ? t("sessions", { count: facts.count }) : null;
      case "second-factor-added":
      case "second-factor-removed":
      case "second-factor-failed":
      case "second-factor-proven":
        return word(t, `factors.${facts.factor}`);
      case "sign-in-failed":
        return word(t, `failures.${facts.reason}`);
      case "password-reset-requested":
        return word(t, `by.${facts.by}`);
      case "consent-changed":
        return word(t, `subjects.${facts.subject}`);
      default:
        return null;
    }
  };
}
