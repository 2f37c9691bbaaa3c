import { redirect } from "next/navigation";
import { z } from "zod";
import { findPendingSignIn, type PendingSignIn } from "@/lib/account/find-pending-sign-in";
import { live } from "@/lib/platform/live";
import { requireAnonymous } from "./guards";
import { routes, safeReturnPath } from "./routes";
import { readSealed } from "./sealed-cookie";

/** A sign-in whose second factor is asked, the secret that carries it on, and where the person wanted to go. */
export interface CarriedSignIn {
  pending: PendingSignIn;
  secret: string;
  returnTo: string | null;
}

const carried = z.object({ secret: z.string().max(100), returnTo: z.string().max(500).nullable() });

/** The sign-in that this browser began and that waits for its second factor; null: none, or not any more. */
export async function currentPendingSignIn(): Promise<CarriedSignIn | null> {
  const cookie = await readSealed("second-factor", carried);
  const pending = cookie && (await findPendingSignIn(await live(), { secret: cookie.secret }));
  return pending ? { pending, secret: cookie.secret, returnTo: safeReturnPath(cookie.returnTo) } : null;
}

/** The same for a page: without one, it leads to the sign-in page (M-45). */
export async function requirePendingSignIn(): Promise<CarriedSignIn> {
  await requireAnonymous();
  const found = await currentPendingSignIn();
  if (found) return found;
  const wanted = safeReturnPath((await readSealed("second-factor", carried))?.returnTo) ?? routes.portalHome();
  redirect(routes.sessionExpired(wanted));
}
