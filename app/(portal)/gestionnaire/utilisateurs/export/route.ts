import { getTranslations } from "next-intl/server";
import { findManagedMembers } from "@/lib/attachment/find-managed-members";
import { memberSorts } from "@/lib/attachment/listed-member";
import { recordEvent } from "@/lib/audit/record-event";
import { toCsv } from "@/lib/platform/csv";
import { csvAnswer } from "@/lib/web/csv-answer";
import { requireManager } from "@/lib/web/guards";
import { requestContext } from "@/lib/web/request-context";
import { exportOf } from "../../../structures/[id]/utilisateurs/export-of";
import { readMemberSearch } from "../../../structures/[id]/utilisateurs/member-search";

/** "Exporter": everybody whom the search finds, in its order; noted in the trail. */
export async function GET(request: Request) {
  const actor = await requireManager();
  const { search } = readMemberSearch(Object.fromEntries(new URL(request.url).searchParams), memberSorts);
  const ctx = await requestContext();
  const { rows } = await findManagedMembers(ctx, actor, { ...search, page: 1, pageSize: null });
  await recordEvent(ctx, {
    kind: "people-exported",
    actorId: actor.accountId,
    targetId: null,
    facts: { structureId: null, rows: rows.length },
  });
  const { headings, lines } = await exportOf(rows, { withStructure: true });
  const t = await getTranslations("desk.members");
  return csvAnswer(t("fileName"), toCsv(headings, lines));
}
