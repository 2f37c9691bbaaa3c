import { live } from "@/lib/platform/live";

/** "Écran - {portail}" (A11Y-01). */
export async function documentTitle(screen: string): Promise<string> {
  return `${screen} - ${(await live()).env.PORTAL_NAME}`;
}
