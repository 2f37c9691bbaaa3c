import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findReport } from "@/lib/operation/find-report";
import { subjectOf } from "@/lib/operation/operation";
import { toCsv } from "@/lib/platform/csv";
import { live } from "@/lib/platform/live";
import { csvAnswer } from "@/lib/web/csv-answer";
import { requireAccount } from "@/lib/web/guards";
import { rowId } from "@/lib/web/row-id";
import { outcomeSentences } from "../outcome-sentences";

/** The report of one's own operation, to keep. */
export async function GET(_request: Request, { params }: RouteContext<"/operations/[id]/rapport">) {
  const actor = await requireAccount();
  const { kind, rows } = (await findReport(await live(), actor, rowId((await params).id))) ?? notFound();
  const t = await getTranslations("operations");
  const sentenceOf = await outcomeSentences();
  const lines = rows.map(({ position, label, status, outcome }) => [
    String(position),
    label,
    t(`statuses.${status}`),
    sentenceOf(outcome),
  ]);
  const headings = [t("position"), t(`row.${subjectOf(kind)}`), t("status"), t("outcome")];
  return csvAnswer(t("fileName"), toCsv(headings, lines));
}
