import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { formatMoment } from "@/lib/i18n/format-moment";
import { findMandate } from "@/lib/mandate/find-mandate";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { requireSheet } from "../../require-sheet";
import { SheetFrame } from "../../sheet-frame";
import { namerOfOthers } from "../namer-of-others";
import { RevokeQuestion } from "./revoke-question";

/** One mandate, with the declaration that was signed; the structure that gave it can revoke it. */
export default async function MandatePage({ params, searchParams }: PageProps<"/structures/[id]/mandats/[mandateId]">) {
  const { id, mandateId } = await params;
  const { permit, structure } = await requireSheet(id);
  const mandate = (await findMandate(await live(), permit, { mandateId: rowId(mandateId) })) ?? notFound();
  const query = await searchParams;
  const t = await getTranslations("mandates");
  const types = await getTranslations("organisations.identifierTypes");
  const direction = mandate.isGiven ? "given" : "received";
  const mayRevoke = mandate.isGiven && mandate.status === "active" && mayAs(permit.capacity, "edit-sheet");
  const other = (await namerOfOthers())(mandate.other);
  const inText = mandate.other.designation ?? t("theIndividual");
  const [mandator, mandated] = mandate.isGiven ? [structure.legalName, inText] : [inText, structure.legalName];
  const { structureId } = structure;
  return (
    <SheetFrame
      permit={permit}
      structure={structure}
      current={routes.mandates(structureId)}
      title={`${t("page.title")} ${mandate.label}`}
    >
      {mayRevoke && query.action === "revoquer" ? (
        <RevokeQuestion structureId={structureId} mandate={mandate} mandator={mandator} mandated={mandated} />
      ) : null}
      <h2 className="[overflow-wrap:anywhere]">{mandate.label}</h2>
      <p className="mt-1 mb-4 text-ink-soft">{t(`page.${direction}`)}</p>
      <DescriptionList
        items={[
          {
            term: t("columns.status"),
            details: (
              <StatusTag tone={mandate.status === "active" ? "success" : "neutral"}>
                {t(`status.${mandate.status}`)}
              </StatusTag>
            ),
          },
          { term: t(`page.other.${direction}`), details: other },
          {
            term: t("page.identifier"),
            details: `${types(mandate.other.identifierType)} ${mandate.other.identifier}`,
          },
          { term: t("columns.signatory"), details: mandate.signatory ?? t("somebody") },
          { term: t("columns.signedAt"), details: formatMoment(mandate.signedAt) },
          {
            term: t("columns.revokedAt"),
            details: mandate.revokedAt
              ? t("page.revokedBy", { date: formatMoment(mandate.revokedAt), name: mandate.revokedBy ?? t("somebody") })
              : t("page.notRevoked"),
          },
          { term: t("page.version"), details: mandate.declarationVersion },
        ]}
      />
      <h3 className="mt-8 mb-2">{t("page.declaration")}</h3>
      <p className="max-w-prose">{t("declaration", { mandator, mandated })}</p>
      <p className="mt-8 flex flex-wrap items-center gap-4">
        {mayRevoke ? (
          <ButtonLink href={`${routes.mandate(structureId, mandate.mandateId)}?action=revoquer`} variant="danger">
            {t("question.submit")}
          </ButtonLink>
        ) : null}
        <a href={routes.mandates(structureId)}>{t("page.back")}</a>
      </p>
    </SheetFrame>
  );
}
