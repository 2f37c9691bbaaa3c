import { getTranslations } from "next-intl/server";
import { findInvitationChoices } from "@/lib/invitation/find-invitation-choices";
import { toCsv } from "@/lib/platform/csv";
import { live } from "@/lib/platform/live";
import { csvAnswer } from "@/lib/web/csv-answer";
import { requirePermit } from "@/lib/web/guards";

/** A file to start from, with the codes of this very structure; its one line is refused until it is filled in. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/structures/[id]/invitations/import/modele">,
): Promise<Response> {
  const permit = await requirePermit((await params).id, "manage-members");
  const { departments, workspaces } = await findInvitationChoices(await live(), permit);
  const t = await getTranslations("invitations.file");
  const organisations = await getTranslations("organisations");
  const columns = [t("columns.address"), t("columns.role"), t("columns.departments"), t("columns.workspaces")];
  const example = [
    t("exampleAddress"),
    organisations("roles.member"),
    departments.map(({ code }) => code).join(","),
    workspaces.map((code) => `${code}:${t("exampleMode")}`).join(","),
  ];
  return csvAnswer(t("modelName"), toCsv(columns, [example]));
}
