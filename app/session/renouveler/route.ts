import { NextResponse } from "next/server";
import { findActor } from "@/lib/attachment/find-actor";
import { live } from "@/lib/platform/live";
import { hintsOf, readLoginCookie, setLoginCookie } from "@/lib/web/login-cookie";
import { gateOf, routes, safeReturnPath } from "@/lib/web/routes";

/** Re-reads the database, renews the cookie's hints and sends the browser on. */
export async function GET(request: Request): Promise<NextResponse> {
  const ctx = await live();
  const wanted = safeReturnPath(new URL(request.url).searchParams.get("suite")) ?? routes.portalHome();
  const go = (path: string) =>
    NextResponse.redirect(new URL(path, ctx.env.APP_URL), { headers: { "Cache-Control": "private, no-store" } });

  const secret = await readLoginCookie();
  if (!secret) return go(routes.signIn(wanted));
  const actor = await findActor(ctx, secret);
  // The cookie stays: another request may have renewed it meanwhile, and what it names opens nothing (SEC-42).
  if (!actor) return go(routes.sessionExpired(wanted));
  const hints = hintsOf(actor, ctx.now());
  // Nor does an older secret come back over the one that was just handed out.
  if (actor.holdsNewestSecret) await setLoginCookie({ secret, ...hints });
  // What he wanted is kept for afterwards.
  if (actor.mustEnrolSecondFactor) return go(routes.secondFactor(wanted));
  const gate = gateOf(wanted.split("?")[0] ?? "");
  // Still barred with fresh hints: S-09 says why (M-33). Never back to the same page, so there is no loop.
  const barred = gate !== null && gate !== "signed-in" && !hints[gate];
  return go(barred ? routes.portalHome() : wanted);
}
