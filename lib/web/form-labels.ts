import { getTranslations } from "next-intl/server";
import type { FormLabels } from "./form-state";

/** The sentences of `ActionForm`, in the visitor's language. */
export async function formLabels(): Promise<FormLabels> {
  const t = await getTranslations("forms");
  return {
    // A title is never broken: plain spaces, as it is searched for among tabs (A11Y-01).
    errorPrefix: t("errorPrefix").replaceAll("\u00a0", " "),
    errorSummary: t("errorSummary"),
    requiredLegend: t("requiredLegend"),
    valid: t("valid"),
  };
}
