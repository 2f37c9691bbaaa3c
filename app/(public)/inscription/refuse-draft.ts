import { getTranslations } from "next-intl/server";
import type { Submission } from "@/lib/web/form-action";
import type { FormState } from "@/lib/web/form-state";

/** What was typed is too long to travel between two steps: said plainly, nothing is lost. */
export async function refuseDraft(submission: Submission): Promise<FormState> {
  const t = await getTranslations("signUp");
  return { ...submission.refuse({}), error: t("tooLong") };
}
