import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { Card } from "@/app/_ui/card";
import { DescriptionList } from "@/app/_ui/description-list";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { StructureToJoin } from "@/lib/attachment/find-structure-to-join";
import { displayIdentifier } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { RequestFields } from "../request-fields";
import { request } from "./actions";

/** The structure that was found, as far as one may know it, and what to ask of it (R-853, SEC-63). */
export async function RequestForm({
  title,
  structure,
}: {
  title: string;
  structure: StructureToJoin;
}): Promise<ReactNode> {
  const t = await getTranslations("requests.join");
  const wizard = await getTranslations("signUp.organisation");
  const { structureId, identifierType, identifier, designation, city, departments } = structure;
  return (
    <>
      <Card title={t("found")}>
        {designation === null ? (
          <p>{t("individualFound")}</p>
        ) : (
          <DescriptionList
            items={[
              { term: t("designation"), details: designation },
              { term: wizard("identifier"), details: displayIdentifier(identifierType, identifier) },
              { term: wizard("city"), details: city },
            ]}
          />
        )}
      </Card>
      <div className="mt-8">
        <ActionForm action={request} title={title} labels={await formLabels()}>
          <input type="hidden" name="structureId" value={structureId} />
          <RequestFields departments={departments} />
          <p className="max-w-prose text-ink-soft">{t("whatFollows")}</p>
          <div className="flex flex-wrap gap-3">
            <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
            <ButtonLink href={routes.requestAttachment()} variant="secondary">
              {wizard("changeIdentifier")}
            </ButtonLink>
          </div>
        </ActionForm>
      </div>
    </>
  );
}
