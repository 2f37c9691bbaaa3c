import { getTranslations } from "next-intl/server";
import type { OutcomeKey } from "@/lib/operation/operation";

/** How the report says what became of a row; nothing yet is an empty sentence. */
export async function outcomeSentences(): Promise<(outcome: string | null) => string> {
  const t = await getTranslations("operations.outcomes");
  return (outcome) => {
    if (outcome === null) return "";
    // A key of another release has no sentence here.
    return t.has(outcome as OutcomeKey) ? t(outcome as OutcomeKey) : t("error");
  };
}
