import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { SectionLinks } from "@/app/_ui/section-links";
import { StatusTag } from "@/app/_ui/status-tag";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { displayIdentifier, maskedIdentifier } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/**
 * What stands around every page of a structure sheet (S-14): which structure, and its sections. It reads nothing
 * itself: `requireSheet` hands over both proofs. `title` names the document where no form of the page does.
 */
export async function SheetFrame({
  permit,
  structure,
  current,
  title,
  children,
}: {
  permit: Permit<"view-sheet">;
  structure: OwnAttachment;
  /** The address of the open section, from `routes`. */
  current: string;
  title?: string;
  children: ReactNode;
}) {
  const t = await getTranslations("sheet");
  const organisations = await getTranslations("organisations");
  const technical = await getTranslations("technical");
  const manages = mayAs(permit.capacity, "edit-sheet");
  const { structureId: id, identifierType, identifier, structureStatus } = structure;
  const show = manages ? displayIdentifier : maskedIdentifier;
  const designation = structure.label ?? structure.legalName;
  return (
    <>
      <PageHeading
        title={manages ? t("edit") : t("consult")}
        lead={
          <>
            <span className="font-semibold text-ink">{designation}</span>
            {" · "}
            {identifierType === "SIRET"
              ? organisations("sheetTypes.SIRET")
              : organisations(`identifierTypes.${identifierType}`)}{" "}
            <span className="tabular-nums">{show(identifierType, identifier)}</span>{" "}
            <StatusTag tone={structureStatus === "active" ? "success" : "neutral"}>
              {t(`status.${structureStatus}`)}
            </StatusTag>
          </>
        }
        documentTitle={title === undefined ? undefined : await sheetTitle(title, structure)}
      />
      <SectionLinks
        label={t("sections.name")}
        current={current}
        links={[
          { href: routes.structure(id), label: t("sections.general") },
          { href: routes.departments(id), label: t("sections.departments") },
          { href: routes.structureWorkspaces(id), label: t("sections.workspaces") },
          { href: routes.members(id), label: t("sections.members") },
          { href: routes.documents(id), label: t("sections.documents") },
          { href: routes.bankDetails(id), label: t("sections.bankDetails") },
          { href: routes.mandates(id), label: t("sections.mandates") },
          ...(manages
            ? [
                { href: routes.structureInvitations(id), label: t("sections.invitations") },
                { href: routes.technicalAccount(id), label: technical("section") },
              ]
            : []),
        ]}
      />
      {children}
    </>
  );
}

/** The title of the document for a section of a sheet: no two of them are alike (A11Y-01). */
export function sheetTitle(section: string, { label, legalName }: OwnAttachment): Promise<string> {
  return documentTitle(`${section} - ${label ?? legalName}`);
}
