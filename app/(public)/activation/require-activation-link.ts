import { redirect } from "next/navigation";
import { findWaitingRegistration, type WaitingRegistration } from "@/lib/onboarding/find-waiting-registration";
import { live } from "@/lib/platform/live";
import { readLinkSecret } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";

/** The registration whose mailed link this browser followed, or S-05 for every other cause. */
export async function requireActivationLink(): Promise<{ secret: string; registration: WaitingRegistration }> {
  const secret = await readLinkSecret("activation-link");
  const registration = secret && (await findWaitingRegistration(await live(), secret));
  if (!registration) redirect(routes.activationRefused());
  return { secret, registration };
}
