import { getTranslations } from "next-intl/server";
import { IdentifierFields } from "@/app/_organisation/identifier-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Draft } from "@/lib/onboarding/draft";
import type { CaseOutcome } from "@/lib/onboarding/find-case";
import { formLabels } from "@/lib/web/form-labels";
import { stepTitle } from "../wizard-heading";
import { search } from "./actions";

/** Which type, which identifier, "Rechercher"; `refusal`: why the identifier carried here leads nowhere. */
export async function SearchForm({ typed, refusal }: { typed: Draft["search"]; refusal: CaseOutcome | null }) {
  const t = await getTranslations("signUp.organisation");
  const wizard = await getTranslations("signUp");
  const messages = await getTranslations("messages");
  return (
    <ActionForm key="search" action={search} title={await stepTitle("organisation")} labels={await formLabels()}>
      {refusal?.kind === "refused" ? (
        <Banner tone="danger">{messages(refusal.message, refusal.values as never)}</Banner>
      ) : null}
      <p>{t("searchHelp")}</p>
      <IdentifierFields typed={typed} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="intent" value="search" pendingLabel={t("searching")}>
          {t("search")}
        </SubmitButton>
        <SubmitButton name="intent" value="back" variant="secondary" pendingLabel={wizard("sending")}>
          {wizard("previous")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
