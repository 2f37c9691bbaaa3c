import { getTranslations } from "next-intl/server";
import type { Strength } from "@/lib/account/password-strength";

/** What the strength meter says at each level, in the person's language. */
export async function strengthSentences(): Promise<Record<Strength, string>> {
  const t = await getTranslations("passwords");
  const at = (level: Strength) => t("strength", { level, label: t(`levels.${level}`) });
  return { 0: at(0), 1: at(1), 2: at(2), 3: at(3), 4: at(4) };
}
