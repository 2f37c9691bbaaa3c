import { getTranslations } from "next-intl/server";
import type { AskedStructure } from "@/lib/attachment/own-request";

/** What to call a structure of one's own list: a private individual one only asked for keeps his name (SEC-63). */
export async function structureNamer(): Promise<(structure: AskedStructure) => string> {
  const organisations = await getTranslations("organisations");
  return ({ designation, identifierType }) => designation ?? organisations(`identifierTypes.${identifierType}`);
}
