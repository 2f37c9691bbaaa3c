import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { EmptyState } from "@/app/_ui/empty-state";
import { findOverview } from "@/lib/administration/find-overview";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AdminFrame } from "./admin-frame";

/** S-19: what waits for support, each a step away (R-1401). */
export default async function AdministrationPage() {
  const administrator = await requireAdministrator();
  const overview = await findOverview(await live(), administrator);
  const t = await getTranslations("administration.overview");
  const { requests, oldestDueAt } = overview;
  const waiting = requests.attachments + requests.subscriptions;
  const tiles: (Tile & { count: number })[] = [
    {
      count: waiting,
      href: routes.adminRequests(),
      title: t("requests", { count: waiting }),
      help: t("requestsHelp", {
        attachments: requests.attachments,
        subscriptions: requests.subscriptions,
        since: requests.oldest ? formatMoment(requests.oldest) : "",
      }),
    },
    {
      count: overview.reactivationRequests,
      href: `${routes.adminAccounts()}?etat=reactivation`,
      title: t("reactivation", { count: overview.reactivationRequests }),
      help: t("reactivationHelp"),
    },
    {
      count: overview.deadMails,
      href: `${routes.adminMails()}?etat=echec`,
      title: t("dead", { count: overview.deadMails }),
      help: t("deadHelp"),
    },
    {
      count: oldestDueAt ? overview.dueMails : 0,
      href: `${routes.adminMails()}?etat=a-envoyer`,
      title: t("due", { count: overview.dueMails }),
      help: t("dueHelp", { since: oldestDueAt ? formatMoment(oldestDueAt) : "" }),
    },
    {
      count: overview.lockedAccounts,
      href: `${routes.adminAccounts()}?etat=bloque`,
      title: t("locked", { count: overview.lockedAccounts }),
      help: t("lockedHelp"),
    },
    // The night rechecks them by itself: there is nothing to open yet.
    {
      count: overview.unverifiedStructures,
      title: t("unverified", { count: overview.unverifiedStructures }),
      help: t("unverifiedHelp"),
    },
  ];
  const shown = tiles.filter(({ count }) => count > 0);
  return (
    <AdminFrame title={t("title")} current={routes.administration()} lead={t("lead")}>
      <h2>{t("waits")}</h2>
      {shown.length === 0 ? (
        <EmptyState>{t("nothing")}</EmptyState>
      ) : (
        <ul className="mt-4 grid gap-4 sm:grid-cols-2">
          {shown.map((tile) => (
            <WaitingTile key={tile.title} {...tile} />
          ))}
        </ul>
      )}
    </AdminFrame>
  );
}

interface Tile {
  /** Where it is dealt with. */
  href?: string;
  title: string;
  help: ReactNode;
}

function WaitingTile({ href, title, help }: Tile) {
  return (
    <li className="rounded-lg border border-line bg-surface-raised p-4">
      <p className="font-semibold text-lg tabular-nums">
        {href ? (
          <a href={href} className="inline-flex min-h-11 items-center">
            {title}
          </a>
        ) : (
          title
        )}
      </p>
      <p className="text-ink-soft">{help}</p>
    </li>
  );
}
