import { redirect } from "next/navigation";
import { live } from "@/lib/platform/live";
import { findPasswordReset, type PasswordReset } from "@/lib/recovery/find-password-reset";
import { readLinkSecret } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";

/** The account whose mailed link this browser followed, or M-44 for every other cause. */
export async function requirePasswordLink(): Promise<{ secret: string; reset: PasswordReset }> {
  const secret = await readLinkSecret("password-link");
  const reset = secret && (await findPasswordReset(await live(), secret));
  if (!reset) redirect(routes.newPasswordRefused());
  return { secret, reset };
}
