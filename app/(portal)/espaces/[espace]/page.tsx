import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { DataTable } from "@/app/_ui/data-table";
import { PageHeading } from "@/app/_ui/page-heading";
import { listWorkspaceStructures } from "@/lib/attachment/queries";
import { live } from "@/lib/platform/live";
import { displayIdentifier } from "@/lib/structure/identifier";
import { documentTitle } from "@/lib/web/document-title";
import { requireSubscriber } from "@/lib/web/guards";
import { workspaceOfSlug } from "@/lib/workspace/workspace";

/** S-18: a workspace is real before its features are: gated, described, with its structures and who may act (R-1208). */
export default async function WorkspacePage({ params }: PageProps<"/espaces/[espace]">) {
  const workspace = workspaceOfSlug((await params).espace) ?? notFound();
  const subscriber = await requireSubscriber(workspace.code);
  const t = await getTranslations("portal.workspace");
  const organisations = await getTranslations("organisations");
  const title = organisations(`workspaces.${workspace.code}.label`);
  const structures = await listWorkspaceStructures(await live(), subscriber);
  return (
    <>
      <PageHeading
        title={title}
        documentTitle={await documentTitle(title)}
        lead={organisations(`workspaces.${workspace.code}.description`)}
      />
      <Banner tone="info">{t("soon")}</Banner>
      <h2 className="mt-8">{t("structures")}</h2>
    </>
  );
}
