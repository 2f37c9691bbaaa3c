import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { requireDraft } from "../require-draft";
import { WizardHeading } from "../wizard-heading";
import { ConfirmAlone } from "./confirm-alone";
import { DetailsForm } from "./details-form";
import { SearchForm } from "./search-form";

/** S-02, step 2: which organisation: search, then the fields of its case, then the question of case D. */
export default async function OrganisationPage() {
  const { draft, assessment } = await requireDraft("organisation");
  const t = await getTranslations("signUp.organisation");
  const { env } = await live();
  const { outcome, person } = assessment;
  if (!person) redirect(routes.signUp("person"));
  const found = outcome && outcome.kind !== "refused" ? outcome : null;
  return (
    <>
      <WizardHeading step="organisation" title={t("heading")} lead={t("lead", { portal: env.PORTAL_NAME })} />
      {found?.kind === "unattached" && draft.organisationStage === "confirmation" ? (
        <ConfirmAlone found={found} />
      ) : found ? (
        <DetailsForm found={found} draft={draft} person={person} />
      ) : (
        <SearchForm typed={draft.search} refusal={outcome} />
      )}
    </>
  );
}
