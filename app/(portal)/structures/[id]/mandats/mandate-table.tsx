import { Ban, Eye } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { StatusTag } from "@/app/_ui/status-tag";
import { arrange, type TableView } from "@/app/_ui/table-view";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { Mandate } from "@/lib/mandate/mandate";
import { routes } from "@/lib/web/routes";
import { namerOfOthers } from "./namer-of-others";

/** The columns that one can sort by; the newest mandate stands first. */
export const sortableColumns = ["signedAt", "label", "signatory", "revokedAt", "status"] as const;

/** "Mandats de facturation", and "Mandats reçus". */
export async function MandateTable({
  structureId,
  mandates,
  direction,
  manages,
  view,
  empty,
}: {
  structureId: string;
  mandates: Mandate[];
  direction: "given" | "received";
  manages: boolean;
  view: TableView;
  empty: string;
}) {
  const t = await getTranslations("mandates");
  const textOf = (row: Mandate, key: string) => {
    switch (key) {
      case "label":
        return row.label;
      case "signatory":
        return row.signatory ?? "";
      case "revokedAt":
        return row.revokedAt?.toISOString() ?? "";
      case "status":
        return t(`status.${row.status}`);
      default:
        return row.signedAt.toISOString();
    }
  };
  return (
    <DataTable<Mandate>
      caption={direction === "given" ? t("heading") : t("received")}
      columns={await columns({ structureId, direction, manages })}
      rows={arrange(mandates, view, textOf)}
      keyOf={({ mandateId }) => mandateId}
      view={view}
      total={mandates.length}
      path={routes.mandates(structureId)}
      empty={empty}
    />
  );
}

async function columns({
  structureId,
  direction,
  manages,
}: {
  structureId: string;
  direction: "given" | "received";
  manages: boolean;
}): Promise<Column<Mandate>[]> {
  const t = await getTranslations("mandates");
  const nameOf = await namerOfOthers();
  return [
    {
      key: "label",
      heading: t("columns.label"),
      cell: (row) => (
        <span className="[overflow-wrap:anywhere]">
          {row.label}{" "}
          <span className="block font-normal text-ink-soft">
            {t(direction === "given" ? "to" : "from", { structure: nameOf(row.other) })}
          </span>
        </span>
      ),
      sortable: true,
    },
    {
      key: "signatory",
      heading: t("columns.signatory"),
      cell: ({ signatory }) => <LongName>{signatory ?? t("somebody")}</LongName>,
      sortable: true,
    },
    {
      key: "signedAt",
      heading: t("columns.signedAt"),
      cell: ({ signedAt }) => formatMoment(signedAt),
      sortable: true,
    },
    {
      key: "revokedAt",
      heading: t("columns.revokedAt"),
      cell: ({ revokedAt }) => (revokedAt ? formatMoment(revokedAt) : "–"),
      sortable: true,
    },
    {
      key: "status",
      heading: t("columns.status"),
      cell: ({ status }) => (
        <StatusTag tone={status === "active" ? "success" : "neutral"}>{t(`status.${status}`)}</StatusTag>
      ),
      sortable: true,
    },
    {
      key: "actions",
      heading: t("columns.actions"),
      cell: (row) => (
        <RowActions structureId={structureId} mandate={row} mayRevoke={manages && direction === "given"} />
      ),
    },
  ];
}

async function RowActions({
  structureId,
  mandate: { mandateId, label, status },
  mayRevoke,
}: {
  structureId: string;
  mandate: Mandate;
  mayRevoke: boolean;
}) {
  const t = await getTranslations("mandates");
  const path = routes.mandate(structureId, mandateId);
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      <a
        href={path}
        aria-label={t("viewNamed", { label })}
        className="inline-flex min-h-11 items-center gap-1.5 md:min-h-6"
      >
        <Eye aria-hidden="true" size={18} />
        {t("view")}
      </a>
      {mayRevoke && status === "active" ? (
        <a
          href={`${path}?action=revoquer`}
          aria-label={t("revokeNamed", { label })}
          className="inline-flex min-h-11 items-center gap-1.5 text-danger md:min-h-6"
        >
          <Ban aria-hidden="true" size={18} />
          {t("revoke")}
        </a>
      ) : null}
    </span>
  );
}
