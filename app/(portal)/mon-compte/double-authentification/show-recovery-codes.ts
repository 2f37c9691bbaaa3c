import { routes } from "@/lib/web/routes";
import { writeSealed } from "@/lib/web/sealed-cookie";
import { onTheWay } from "./onward";

/** Long enough for the next page to be drawn, on a slow line too; reloaded a little later it shows them no more. */
const SECONDS_TO_SHOW = 60;

/** Hands recovery codes to the page that shows them once. Returns its address. */
export async function showRecoveryCodes(codes: string[], onward: string | null): Promise<string> {
  await writeSealed("recovery-codes", { codes }, SECONDS_TO_SHOW);
  return onTheWay(routes.recoveryCodes(), onward);
}
