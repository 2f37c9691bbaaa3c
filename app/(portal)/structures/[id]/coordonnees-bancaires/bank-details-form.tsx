import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Fieldset } from "@/app/_ui/fieldset";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import type { BankDetails } from "@/lib/document/bank-details";
import { MAX_LABEL } from "@/lib/document/document";
import { formLabels } from "@/lib/web/form-labels";
import { saveDetails } from "./actions";

/** "Enregistrer les coordonnées bancaires": the IBAN is typed in full each time, never given back by the page (SEC-101). */
export async function BankDetailsForm({
  structureId,
  details,
  title,
}: {
  structureId: string;
  details: BankDetails | null;
  /** Of the document. */
  title: string;
}) {
  const t = await getTranslations("documents.bank");
  return (
    <ActionForm action={saveDetails} title={title} labels={await formLabels()}>
      <input type="hidden" name="structureId" value={structureId} />
      <input type="hidden" name="version" value={details?.version ?? 0} />
      <Fieldset legend={details ? t("formEdit") : t("formNew")}>
        <TextField
          name="holder"
          label={t("holder")}
          help={t("holderHelp", { max: MAX_LABEL })}
          defaultValue={details?.holder}
          required
        />
        <TextField name="iban" label={t("iban")} help={t("ibanHelp")} autoComplete="off" maxLength={60} required />
        <TextField
          name="bic"
          label={t("bic")}
          help={t("bicHelp")}
          defaultValue={details?.bic ?? undefined}
          autoComplete="off"
          maxLength={20}
          width="short"
        />
        <PasswordAgain />
        <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
      </Fieldset>
    </ActionForm>
  );
}
