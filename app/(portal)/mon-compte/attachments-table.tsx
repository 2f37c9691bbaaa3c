import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { DataTable } from "@/app/_ui/data-table";
import { EmptyState } from "@/app/_ui/empty-state";
import { LongName } from "@/app/_ui/long-name";
import { StatusTag } from "@/app/_ui/status-tag";
import { arrange, type TableView } from "@/app/_ui/table-view";
import type { OverviewAttachment } from "@/lib/attachment/find-own-overview";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { routes } from "@/lib/web/routes";
import { statusTones } from "./status-tones";
import { structureNamer } from "./structure-namer";

/** "Mes rattachements aux structures". */
export async function AttachmentsTable({
  attachments,
  view,
  keep,
}: {
  attachments: OverviewAttachment[];
  view: TableView;
  keep: Record<string, string>;
}) {
  const t = await getTranslations("requests.account");
  const organisations = await getTranslations("organisations");
  const nameOf = await structureNamer();
  const textOf = ({ structure, role, status }: OverviewAttachment, key: string) =>
    key === "identifier"
      ? structure.identifier
      : key === "role"
        ? organisations(`roles.${role}`)
        : key === "status"
          ? organisations(`attachmentStatus.${status}`)
          : nameOf(structure);
  return (
    <DataTable<OverviewAttachment>
      caption={t("attachments")}
      columns={[
        {
          key: "identifier",
          heading: t("identifier"),
          cell: ({ structure }) => maskedIdentifier(structure.identifierType, structure.identifier),
          sortable: true,
        },
        {
          key: "designation",
          heading: t("designation"),
          cell: ({ structure }) => <LongName>{nameOf(structure)}</LongName>,
          names: true,
          sortable: true,
        },
        {
          key: "departments",
          heading: t("departments"),
          cell: ({ departments }) => departments.join(", ") || t("defaultDepartment"),
        },
        { key: "role", heading: t("role"), cell: ({ role }) => organisations(`roles.${role}`), sortable: true },
        {
          key: "status",
          heading: t("status"),
          cell: ({ status }) => (
            <StatusTag tone={statusTones[status]}>{organisations(`attachmentStatus.${status}`)}</StatusTag>
          ),
          sortable: true,
        },
        {
          key: "actions",
          heading: t("actions"),
          cell: (attachment) => <AttachmentActions attachment={attachment} name={nameOf(attachment.structure)} />,
        },
      ]}
      rows={arrange(attachments, view, textOf)}
      keyOf={({ attachmentId }) => attachmentId}
      view={view}
      total={attachments.length}
      path={routes.myAccount()}
      keep={keep}
      empty={
        <EmptyState action={<ButtonLink href={routes.requestAttachment()}>{t("requestAttachment")}</ButtonLink>}>
          {t("attachmentsEmpty")}
        </EmptyState>
      }
    />
  );
}

/** View the sheet, the request or the attachment; take back, leave: the primary manager hands over first. */
async function AttachmentActions({ attachment, name }: { attachment: OverviewAttachment; name: string }) {
  const t = await getTranslations("requests.account");
  const { attachmentId, structureId, status, role } = attachment;
  const own = routes.ownAttachment(attachmentId);
  const links =
    status === "pending"
      ? [
          { href: own, label: t("seeRequest"), object: t("seeRequestOf", { name }) },
          { href: `${own}?action=annuler`, label: t("cancel"), object: t("cancelOf", { name }) },
        ]
      : [
          ...(status === "approved"
            ? [{ href: routes.structure(structureId), label: t("seeSheet"), object: t("seeSheetOf", { name }) }]
            : []),
          { href: own, label: t("seeAttachment"), object: t("seeAttachmentOf", { name }) },
          ...(role === "primary-manager"
            ? []
            : [{ href: `${own}?action=quitter`, label: t("leave"), object: t("leaveOf", { name }) }]),
        ];
  return (
    <ul className="flex flex-wrap gap-x-4">
      {links.map(({ href, label, object }) => (
        <li key={href}>
          <a href={href} aria-label={object} className="inline-flex min-h-11 items-center md:min-h-6">
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}
