import { redirect } from "next/navigation";
import { maskEmail, parseEmail } from "@/lib/account/email";
import { live } from "@/lib/platform/live";
import { type ClosedAccount, findClosedAccount } from "@/lib/recovery/find-closed-account";
import { disabledAccount } from "@/lib/recovery/reactivation-inputs";
import { routes } from "@/lib/web/routes";
import { readSealed } from "@/lib/web/sealed-cookie";

/** The deactivated account whose password was given on this browser within ten minutes, or null. */
export async function readClosedAccount(): Promise<(ClosedAccount & { accountId: string; contact: string }) | null> {
  const known = await readSealed("disabled-account", disabledAccount);
  const account = known && (await findClosedAccount(await live(), known));
  if (!account) return null;
  const email = parseEmail(account.contactEmail);
  return { ...account, accountId: known.accountId, contact: email ? maskEmail(email) : "•••" };
}

/** The same for who acts on it; anybody else is shown what S-08 says in general. */
export async function requireClosedAccount() {
  return (await readClosedAccount()) ?? redirect(routes.accountDeactivated());
}
