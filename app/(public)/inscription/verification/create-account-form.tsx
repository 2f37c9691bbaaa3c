import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { formLabels } from "@/lib/web/form-labels";
import { humanCheck } from "@/lib/web/human-check";
import { routes } from "@/lib/web/routes";
import { stepTitle } from "../wizard-heading";
import { createAccount } from "./actions";

/** "Vérification anti-robot *" and "Créer mon compte". */
export async function CreateAccountForm({ previous }: { previous: "organisation" | "workspaces" }) {
  const t = await getTranslations("signUp.verification");
  const wizard = await getTranslations("signUp");
  return (
    <div className="mt-8">
      <ActionForm
        action={createAccount}
        title={await stepTitle("verification")}
        labels={await formLabels()}
        humanCheck={await humanCheck("sign-up", { always: true })}
      >
        <div className="flex flex-wrap items-end gap-3">
          <SubmitButton pendingLabel={t("submitting")}>{t("submit")}</SubmitButton>
          <ButtonLink href={routes.signUp(previous)} variant="secondary">
            {wizard("previous")}
          </ButtonLink>
        </div>
      </ActionForm>
    </div>
  );
}
