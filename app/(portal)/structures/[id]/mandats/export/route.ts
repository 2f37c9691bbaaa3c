import { getTranslations } from "next-intl/server";
import { formatMoment } from "@/lib/i18n/format-moment";
import { findMandates } from "@/lib/mandate/find-mandates";
import { toCsv } from "@/lib/platform/csv";
import { live } from "@/lib/platform/live";
import { csvAnswer } from "@/lib/web/csv-answer";
import { requirePermit } from "@/lib/web/guards";
import { namerOfOthers } from "../namer-of-others";

/** "Exporter au format CSV": the mandates that the structure gave, all pages together. */
export async function GET(_request: Request, { params }: RouteContext<"/structures/[id]/mandats/export">) {
  const permit = await requirePermit((await params).id, "view-sheet");
  const { given } = await findMandates(await live(), permit);
  const t = await getTranslations("mandates");
  const nameOf = await namerOfOthers();
  const headings = [
    t("columns.label"),
    t("new.mandated"),
    t("columns.signatory"),
    t("columns.signedAt"),
    t("columns.revokedAt"),
    t("columns.status"),
  ];
  const lines = given.map((mandate) => [
    mandate.label,
    nameOf(mandate.other),
    mandate.signatory ?? t("somebody"),
    formatMoment(mandate.signedAt),
    mandate.revokedAt && formatMoment(mandate.revokedAt),
    t(`status.${mandate.status}`),
  ]);
  return csvAnswer(t("fileName"), toCsv(headings, lines));
}
