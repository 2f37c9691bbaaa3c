import { getTranslations } from "next-intl/server";
import { findMembers } from "@/lib/attachment/find-members";
import { recordEvent } from "@/lib/audit/record-event";
import { toCsv } from "@/lib/platform/csv";
import { csvAnswer } from "@/lib/web/csv-answer";
import { requirePermit } from "@/lib/web/guards";
import { requestContext } from "@/lib/web/request-context";
import { exportOf } from "../export-of";
import { readMemberSearch, sortsOfOneStructure } from "../member-search";

/** "Exporter les utilisateurs": those of the search, in its order, all pages together; noted in the trail. */
export async function GET(request: Request, { params }: RouteContext<"/structures/[id]/utilisateurs/export">) {
  const { id } = await params;
  const { holder, structureId } = await requirePermit(id, "manage-members");
  const permit = await requirePermit(id, "view-sheet");
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { search } = readMemberSearch(query, sortsOfOneStructure);
  const ctx = await requestContext();
  const { rows } = await findMembers(ctx, permit, { ...search, page: 1, pageSize: null });
  await recordEvent(ctx, {
    kind: "people-exported",
    actorId: holder.accountId,
    targetId: structureId,
    facts: { structureId, rows: rows.length },
  });
  const { headings, lines } = await exportOf(rows, { withStructure: false });
  const t = await getTranslations("members");
  return csvAnswer(t("fileName"), toCsv(headings, lines));
}
