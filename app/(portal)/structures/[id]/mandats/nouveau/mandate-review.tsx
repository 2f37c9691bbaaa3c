import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { DescriptionList } from "@/app/_ui/description-list";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { MandateDraft } from "@/lib/mandate/inputs";
import { displayIdentifier } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { signDraft } from "../actions";

/** The mandate as it will stand, and the declaration to tick: of the other side, its designation and town. */
export async function MandateReview({
  structure,
  draft,
  mandated,
  signatory,
  title,
}: {
  structure: OwnAttachment;
  draft: MandateDraft;
  mandated: { designation: string | null; city: string | null };
  signatory: { givenName: string; familyName: string };
  /** Of the document. */
  title: string;
}) {
  const t = await getTranslations("mandates");
  const types = await getTranslations("organisations.identifierTypes");
  const mandator = structure.legalName;
  const identifier = displayIdentifier(draft.identifierType, draft.identifier);
  return (
    <>
      <p className="mb-4">{t("review.lead")}</p>
      <DescriptionList
        items={[
          { term: t("review.label"), details: draft.label },
          { term: t("review.mandator"), details: mandator },
          { term: t("review.mandated"), details: mandated.designation ?? t("review.found") },
          ...(mandated.city ? [{ term: t("review.town"), details: mandated.city }] : []),
          { term: t("review.identifier"), details: `${types(draft.identifierType)} ${identifier}` },
          { term: t("review.signatory"), details: `${signatory.givenName} ${signatory.familyName}` },
          { term: t("review.effect"), details: t("review.effectNow") },
        ]}
      />
      <h3 className="mt-8 mb-2">{t("review.declarationHeading")}</h3>
      <p className="mb-6 max-w-prose">
        {t("declaration", { mandator, mandated: mandated.designation ?? t("theIndividual") })}
      </p>
      <ActionForm action={signDraft} title={title} labels={await formLabels()}>
        <input type="hidden" name="structureId" value={structure.structureId} />
        <CheckboxField name="declaration" statement={t("review.tick")} required />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("review.sending")}>{t("review.submit")}</SubmitButton>
          <a href={routes.newMandate(structure.structureId)}>{t("review.back")}</a>
          <a href={routes.mandates(structure.structureId)}>{t("new.cancel")}</a>
        </div>
      </ActionForm>
    </>
  );
}
