import type { Actor } from "@/lib/attachment/actor";
import { routes } from "@/lib/web/routes";
import { showRecoveryCodes } from "./show-recovery-codes";

/** Where one goes once a factor was added: to the codes when there are new ones, else on, else to what there is now. */
export async function addedFactor(holder: Actor, codes: string[] | null, onward: string | null): Promise<string> {
  if (codes !== null) return showRecoveryCodes(holder, codes, onward);
  return onward ?? `${routes.secondFactor()}?fait=ajout`;
}
