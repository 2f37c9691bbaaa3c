import { redirect } from "next/navigation";
import { DISABLED_ACCOUNT_SECONDS } from "@/lib/recovery/reactivation-inputs";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { deleteLoginCookie } from "@/lib/web/login-cookie";
import { routes } from "@/lib/web/routes";
import { writeSealed } from "@/lib/web/sealed-cookie";

/**
 * The last page of somebody who has just closed his account: signed out, and on S-08, which says what happened and how to
 * come back. He gave the password a moment ago, as one does who signs in to a closed account.
 */
export async function signOff({ accountId, done }: { accountId: string; done: string }): Promise<never> {
  await deleteLoginCookie();
  await writeSealed("disabled-account", { accountId }, DISABLED_ACCOUNT_SECONDS);
  deliverAfterAnswer();
  return redirect(`${routes.accountDeactivated()}?fait=${done}`);
}
