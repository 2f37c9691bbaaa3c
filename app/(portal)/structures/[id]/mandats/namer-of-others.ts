import { getTranslations } from "next-intl/server";
import type { OtherStructure } from "@/lib/mandate/mandate";

/** How the other side of a mandate is called; of a private individual nothing is told but that. */
export async function namerOfOthers(): Promise<(other: OtherStructure) => string> {
  const t = await getTranslations("mandates");
  return ({ designation }) => designation ?? t("individual");
}
