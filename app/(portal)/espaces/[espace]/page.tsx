import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { PageHeading } from "@/app/_ui/page-heading";
import { arrange, readTableView } from "@/app/_ui/table-view";
import { findWorkspaceStructures, type WorkspaceStructure } from "@/lib/attachment/find-workspace-structures";
import { live } from "@/lib/platform/live";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { documentTitle } from "@/lib/web/document-title";
import { requireSubscriber } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { workspaceOfSlug } from "@/lib/workspace/workspace";

/** S-18: a workspace is real before its features are: gated, described, with its structures and who may act (R-1208). */
export default async function WorkspacePage({ params, searchParams }: PageProps<"/espaces/[espace]">) {
  const workspace = workspaceOfSlug((await params).espace) ?? notFound();
  const subscriber = await requireSubscriber(workspace.code);
  const t = await getTranslations("portal.workspace");
  const organisations = await getTranslations("organisations");
  const subscriptions = await getTranslations("subscriptions");
  const title = organisations(`workspaces.${workspace.code}.label`);
  const structures = await findWorkspaceStructures(await live(), subscriber);
  const view = readTableView(await searchParams, { sortable: ["designation", "identifier"] });
  return (
    <>
      <PageHeading
        title={title}
        documentTitle={await documentTitle(title)}
        lead={organisations(`workspaces.${workspace.code}.description`)}
      />
      <Banner tone="info">{t("soon")}</Banner>
      <section aria-labelledby="structures" className="mt-8">
        <h2 id="structures">{t("structures")}</h2>
        <DataTable<WorkspaceStructure>
          caption={t("structures")}
          columns={[
            {
              key: "designation",
              heading: t("structure"),
              cell: ({ designation }) => <LongName>{designation}</LongName>,
              sortable: true,
            },
            {
              key: "identifier",
              heading: t("identifier"),
              cell: ({ identifierType, identifier }) => maskedIdentifier(identifierType, identifier),
              sortable: true,
            },
            {
              key: "department",
              heading: t("departments"),
              cell: ({ department }) => department ?? t("allDepartments"),
            },
            { key: "access", heading: t("access"), cell: ({ access }) => organisations(`access.${access}`) },
            {
              key: "managers",
              heading: t("managers"),
              cell: ({ managers }) => <LongName>{managers.join(", ") || t("noManager")}</LongName>,
            },
          ]}
          rows={arrange(structures, view, (row, key) => (key === "identifier" ? row.identifier : row.designation))}
          keyOf={({ structureId, department }) => structureId + (department ?? "")}
          view={view}
          total={structures.length}
          path={routes.workspace(workspace.code)}
          empty={t("empty")}
        />
        <p className="mt-6">
          <ButtonLink href={routes.requestSubscription()} variant="secondary">
            {subscriptions("new.title")}
          </ButtonLink>
        </p>
      </section>
    </>
  );
}
