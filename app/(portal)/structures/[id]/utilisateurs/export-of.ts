import { getTranslations } from "next-intl/server";
import type { ListedMember } from "@/lib/attachment/listed-member";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { CsvCell } from "@/lib/platform/csv";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { writtenDay } from "./written-day";

/** The columns of a users table and its lines, as a spreadsheet gets them. */
export async function exportOf(
  rows: ListedMember[],
  { withStructure }: { withStructure: boolean },
): Promise<{ headings: string[]; lines: CsvCell[][] }> {
  const t = await getTranslations("members.columns");
  const organisations = await getTranslations("organisations");
  const headings = [
    t("familyName"),
    t("givenName"),
    ...(withStructure ? [t("structure")] : []),
    t("contactEmail"),
    t("role"),
    t("status"),
    t("reactivateOn"),
    t("lastSignInAt"),
  ];
  const lines = rows.map((row) => [
    row.familyName,
    row.givenName,
    ...(withStructure ? [`${row.designation} (${maskedIdentifier(row.identifierType, row.identifier)})`] : []),
    row.contactEmail,
    organisations(`roles.${row.role}`),
    organisations(`attachmentStatus.${row.status}`),
    row.reactivateOn === null ? null : writtenDay(row.reactivateOn),
    row.lastSignInAt === null ? null : formatMoment(row.lastSignInAt),
  ]);
  return { headings, lines };
}
