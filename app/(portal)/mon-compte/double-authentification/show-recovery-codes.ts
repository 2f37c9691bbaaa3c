import type { Actor } from "@/lib/attachment/actor";
import { routes } from "@/lib/web/routes";
import { writeOwnSealed } from "@/lib/web/sealed-cookie";
import { onTheWay } from "./onward";

/** Long enough for the next page to be drawn, on a slow line too; reloaded a little later it shows them no more. */
const SECONDS_TO_SHOW = 60;

/** Hands recovery codes to the page that shows them once, to their owner. Returns its address. */
export async function showRecoveryCodes({ accountId }: Actor, codes: string[], onward: string | null): Promise<string> {
  await writeOwnSealed("recovery-codes", accountId, { value: { codes }, lifetime: SECONDS_TO_SHOW });
  return onTheWay(routes.recoveryCodes(), onward);
}
