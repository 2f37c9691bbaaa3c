import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { Stepper } from "@/app/_ui/stepper";
import { type Step, steps } from "@/lib/onboarding/assess-draft";
import { documentTitle } from "@/lib/web/document-title";

/** Where one is in the wizard: the stepper, then the title of the step (S-02). */
export async function WizardHeading({ step, title, lead }: { step: Step; title: string; lead: ReactNode }) {
  const t = await getTranslations("signUp");
  return (
    <>
      <Stepper steps={steps.map((name) => t(`steps.${name}`))} current={steps.indexOf(step)} />
      <PageHeading title={title} lead={lead} />
    </>
  );
}

/** "Créer un compte - … - étape n sur 4 - {portail}" (A11Y-01). */
export async function stepTitle(step: Step): Promise<string> {
  const t = await getTranslations("signUp");
  return documentTitle(t("stepTitle", { step: t(`steps.${step}`), number: steps.indexOf(step) + 1 }));
}
