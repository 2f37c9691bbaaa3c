import { getTranslations } from "next-intl/server";
import { IdentifierFields } from "@/app/_organisation/identifier-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { search } from "./actions";

/** Which structure, by type and identifier, as in the wizard; what S-11 already knows of it is filled in. */
export async function SearchForm({ title, typed }: { title: string; typed: { type: string; identifier: string } }) {
  const t = await getTranslations("sheet.new");
  const wizard = await getTranslations("signUp.organisation");
  return (
    <ActionForm key="search" action={search} title={title} labels={await formLabels()}>
      <p>{t("searchLead")}</p>
      <IdentifierFields typed={{ identifierType: typed.type, identifier: typed.identifier }} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={wizard("searching")}>{wizard("search")}</SubmitButton>
        <ButtonLink variant="secondary" href={routes.myAccount()}>
          {t("cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
