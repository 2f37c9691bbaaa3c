import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { Card } from "@/app/_ui/card";
import { DescriptionList } from "@/app/_ui/description-list";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { AssessNewIdentifierOutcome, Identity } from "@/lib/structure/assess-new-identifier";
import { displayIdentifier } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { confirm, reconsider } from "./actions";

/** The old identity beside the new one, what follows, and the password: nothing changes before it (A11Y-25, R-170). */
export async function ReviewForm({
  title,
  structureId,
  change: { from, to },
}: {
  title: string;
  structureId: string;
  change: Extract<AssessNewIdentifierOutcome, { kind: "fits" }>;
}) {
  const t = await getTranslations("sheet.identifier");
  const organisations = await getTranslations("organisations");
  const labels = await formLabels();
  const facts = ({ identifierType, identifier, legalName }: Identity) => [
    { term: t("type"), details: organisations(`identifierTypes.${identifierType}`) },
    { term: t("identifier"), details: displayIdentifier(identifierType, identifier) },
    { term: t("legalName"), details: legalName },
  ];
  return (
    <>
      <p className="mb-4 font-semibold">{t("review")}</p>
      <div className="grid gap-4 md:grid-cols-2">
        <Card title={t("before")}>
          <DescriptionList items={facts(from)} />
        </Card>
        <Card title={t("after")}>
          <DescriptionList items={facts(to)} />
        </Card>
      </div>
      {to.legalName === from.legalName ? null : (
        <Banner tone="info">
          {to.registryCheckedAt ? t("takesName", { name: to.legalName }) : t("takesTypedName", { name: to.legalName })}
        </Banner>
      )}
      {to.identifierType === "SIRET" && !to.registryCheckedAt ? (
        <Banner tone="warning">{t("unverified")}</Banner>
      ) : null}
      <p className="my-4">{t("told")}</p>
      <ActionForm action={confirm} title={title} labels={labels}>
        <input type="hidden" name="structureId" value={structureId} />
        <PasswordAgain always />
        <div>
          <SubmitButton pendingLabel={t("confirming")}>{t("confirm")}</SubmitButton>
        </div>
      </ActionForm>
      <div className="mt-3">
        <ActionForm action={reconsider} id="reconsider" title={title} labels={labels} sharesPage>
          <input type="hidden" name="structureId" value={structureId} />
          <div>
            <SubmitButton variant="secondary" pendingLabel={t("checking")}>
              {t("change")}
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </>
  );
}
