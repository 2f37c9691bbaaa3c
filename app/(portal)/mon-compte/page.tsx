import { getTranslations } from "next-intl/server";
import { SupportContact } from "@/app/_frame/support-contact";
import { DataTable } from "@/app/_ui/data-table";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { StatusTag } from "@/app/_ui/status-tag";
import { arrange, readTableView } from "@/app/_ui/table-view";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { formatMoment } from "@/lib/i18n/format-moment";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";

const tones = {
  pending: "warning",
  approved: "success",
  refused: "danger",
  cancelled: "neutral",
  suspended: "warning",
  ended: "neutral",
} as const;

/** S-10, what exists of it: who one is here, and for which structures one acts or waits. */
export default async function MyAccountPage({ searchParams }: PageProps<"/mon-compte">) {
  const actor = await requireAccount();
  const t = await getTranslations("portal.account");
  const organisations = await getTranslations("organisations");
  const view = readTableView(await searchParams, { sortable: ["designation", "identifier", "status"] });
  const value = (row: OwnAttachment, key: string) =>
    key === "identifier" ? row.identifier : key === "status" ? row.status : (row.label ?? row.legalName);
  return (
    <>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} />
      <section aria-labelledby="personal">
        <h2 id="personal">{t("personal")}</h2>
        <DescriptionList
          items={[
            { term: t("email"), details: actor.email },
            { term: t("contactEmail"), details: actor.contactEmail },
            { term: t("familyName"), details: actor.familyName },
            { term: t("givenName"), details: actor.givenName },
          ]}
        />
      </section>
      <section aria-labelledby="attachments" className="mt-10">
        <h2 id="attachments">{t("attachments")}</h2>
        <DataTable<OwnAttachment>
          caption={t("attachments")}
          columns={[
            {
              key: "designation",
              heading: t("designation"),
              cell: (row) => row.label ?? row.legalName,
              sortable: true,
            },
            {
              key: "identifier",
              heading: t("identifier"),
              cell: (row) => maskedIdentifier(row.identifierType, row.identifier),
              sortable: true,
            },
            { key: "role", heading: t("role"), cell: ({ role }) => organisations(`roles.${role}`) },
            {
              key: "status",
              heading: t("status"),
              cell: ({ status }) => (
                <StatusTag tone={tones[status]}>{organisations(`attachmentStatus.${status}`)}</StatusTag>
              ),
              sortable: true,
            },
            { key: "since", heading: t("since"), cell: ({ requestedAt }) => formatMoment(requestedAt) },
          ]}
          rows={arrange(actor.attachments, view, value)}
          keyOf={({ structureId }) => structureId}
          view={view}
          total={actor.attachments.length}
          path={routes.myAccount()}
          empty={t("attachmentsEmpty")}
        />
        {actor.attachments.length > 0 ? null : (
          <div className="mt-6">
            <SupportContact lead={t("attachmentsEmptyNext")} />
          </div>
        )}
      </section>
    </>
  );
}
