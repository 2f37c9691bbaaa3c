import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { EmptyState } from "@/app/_ui/empty-state";
import { LongName } from "@/app/_ui/long-name";
import { TableSearch } from "@/app/_ui/table-search";
import type { WaitingPage } from "@/lib/attachment/find-waiting-requests";
import type { IdentifierType } from "@/lib/structure/identifier";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { routes } from "@/lib/web/routes";
import type { AskedView } from "./asked-view";
import { WaitingSelection } from "./waiting-selection";
import { daysSince } from "./waiting-since";

interface Line {
  id: string;
  requester: string;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  requestedAt: Date;
}

/** How one act on one request is named, so that it says its object wherever it is heard (A11Y-21). */
export interface ActNames {
  approve: string;
  refuse: string;
  view: string;
  select: string;
}

/** One table of "Mes actions en attente": search, lines to tick, and what to do with them. */
export async function WaitingTable<Request extends Line>({
  of,
  page,
  asked,
  keep,
  now,
  object,
  namesOf,
  requestPath,
  selectionPath,
}: {
  of: "attachments" | "subscriptions";
  page: WaitingPage<Request>;
  asked: AskedView;
  /** What the address says of the other table. */
  keep: Record<string, string>;
  now: Date;
  /** "Services" or "Espaces". */
  object: Column<Request>;
  namesOf: (request: Request) => ActNames;
  requestPath: (id: string) => string;
  selectionPath: string;
}) {
  const t = await getTranslations("desk");
  const { total, lines } = page;
  const { query } = asked.search;
  const formId = `${of}-selection`;
  return (
    <section aria-labelledby={of} className="mb-12">
      <h2 id={of}>{t(`${of}.caption`)}</h2>
      {total > asked.search.pageSize || query ? (
        <TableSearch
          path={routes.desk()}
          id={`${of}-search`}
          name={asked.searchName}
          label={t("searchRequests")}
          submit={t("search")}
          query={query}
          keep={keep}
        />
      ) : null}
      <DataTable<Request>
        caption={t(`${of}.caption`)}
        columns={await columns({ now, object, namesOf, requestPath })}
        rows={lines}
        keyOf={({ id }) => id}
        view={asked.view}
        total={total}
        path={routes.desk()}
        keep={{ ...keep, ...(query && { [asked.searchName]: query }) }}
        empty={<Nothing of={of} query={query} keep={keep} />}
        selection={{
          formId,
          name: "demande",
          labelOf: (request) => namesOf(request).select,
          allLabel: t("selectAll"),
        }}
      />
      {total > 0 ? <WaitingSelection of={of} page={page} query={query} formId={formId} path={selectionPath} /> : null}
    </section>
  );
}

async function columns<Request extends Line>({
  now,
  object,
  namesOf,
  requestPath,
}: {
  now: Date;
  object: Column<Request>;
  namesOf: (request: Request) => ActNames;
  requestPath: (id: string) => string;
}): Promise<Column<Request>[]> {
  const t = await getTranslations("desk");
  return [
    {
      key: "requester",
      heading: t("columns.requester"),
      cell: ({ requester }) => <LongName>{requester}</LongName>,
      sortable: true,
    },
    {
      key: "identifier",
      heading: t("columns.identifier"),
      cell: ({ identifierType, identifier }) => maskedIdentifier(identifierType, identifier),
      sortable: true,
    },
    {
      key: "legalName",
      heading: t("columns.legalName"),
      cell: ({ legalName }) => <LongName>{legalName}</LongName>,
      sortable: true,
    },
    { ...object, key: "object", sortable: true },
    {
      key: "requestedAt",
      heading: t("columns.since"),
      cell: ({ requestedAt }) => t("age", { days: daysSince(requestedAt, now) }),
      sortable: true,
    },
    {
      key: "actions",
      heading: t("columns.actions"),
      cell: (request) => <RowActions path={requestPath(request.id)} names={namesOf(request)} />,
    },
  ];
}

async function RowActions({ path, names }: { path: string; names: ActNames }) {
  const t = await getTranslations("desk");
  const actions = [
    { href: `${path}?action=valider`, label: t("approve"), name: names.approve },
    { href: `${path}?action=refuser`, label: t("refuse"), name: names.refuse },
    { href: path, label: t("view"), name: names.view },
  ];
  return (
    <ul className="flex flex-wrap gap-x-4 xl:flex-nowrap">
      {actions.map(({ href, label, name }) => (
        <li key={href}>
          {/* The name begins with the word that is seen (A11Y-21). */}
          <a href={href} aria-label={name} className="inline-flex min-h-11 items-center md:min-h-6">
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

async function Nothing({
  of,
  query,
  keep,
}: {
  of: "attachments" | "subscriptions";
  query: string;
  keep: Record<string, string>;
}) {
  const t = await getTranslations(`desk.${of}`);
  if (!query) return <EmptyState>{t("empty")}</EmptyState>;
  const all = `${routes.desk()}?${new URLSearchParams(keep)}`;
  return (
    <EmptyState
      action={
        <ButtonLink href={all} variant="secondary">
          {t("showAll")}
        </ButtonLink>
      }
    >
      {t("nothingFound", { query })}
    </EmptyState>
  );
}
