import { getTranslations } from "next-intl/server";
import { DetailsFields } from "@/app/_organisation/details-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Draft } from "@/lib/onboarding/draft";
import type { Person } from "@/lib/onboarding/inputs";
import type { OrganisationCase } from "@/lib/onboarding/organisation-case";
import { prefillDetails } from "@/lib/onboarding/prefill-details";
import { formLabels } from "@/lib/web/form-labels";
import { stepTitle } from "../wizard-heading";
import { describe } from "./actions";
import { FoundOrganisation } from "./found-organisation";

/** The fields of the case that the identifier leads to. */
export async function DetailsForm({ found, draft, person }: { found: OrganisationCase; draft: Draft; person: Person }) {
  const t = await getTranslations("signUp.organisation");
  const wizard = await getTranslations("signUp");
  return (
    <ActionForm key={found.kind} action={describe} title={await stepTitle("organisation")} labels={await formLabels()}>
      <input type="hidden" name="shown" value={found.kind} />
      <FoundOrganisation found={found} />
      {found.kind === "join" ? null : (
        <DetailsFields
          found={found}
          typed={draft.details ?? prefillDetails(found, person, draft.search.proposedName)}
          purposesLegend={t("purposesLegend")}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="intent" value="next" pendingLabel={wizard("sending")}>
          {wizard("next")}
        </SubmitButton>
        <SubmitButton name="intent" value="back" variant="secondary" pendingLabel={wizard("sending")}>
          {wizard("previous")}
        </SubmitButton>
        <SubmitButton name="intent" value="change" variant="secondary" pendingLabel={wizard("sending")}>
          {t("changeIdentifier")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
