import { getTranslations } from "next-intl/server";
import type { FormLabels } from "./form-state";

/** The sentences of `ActionForm`, in the visitor's language. */
export async function formLabels(): Promise<FormLabels> {
  const t = await getTranslations("forms");
  return {
    errorPrefix: t("errorPrefix"),
    errorSummary: t("errorSummary"),
    requiredLegend: t("requiredLegend"),
    valid: t("valid"),
  };
}
