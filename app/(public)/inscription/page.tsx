import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { requireAnonymous } from "@/lib/web/guards";
import { PersonForm } from "./person-form";
import { readDraft } from "./require-draft";
import { WizardHeading } from "./wizard-heading";

/** S-02, step 1: who asks for an account. */
export default async function PersonPage() {
  await requireAnonymous();
  const t = await getTranslations("signUp.person");
  const draft = await readDraft();
  const { env } = await live();
  return (
    <>
      <WizardHeading step="person" title={t("heading")} lead={t("lead")} />
      <PersonForm typed={draft?.person ?? {}} portal={env.PORTAL_NAME} />
    </>
  );
}
