import { NextResponse } from "next/server";
import { signOut } from "@/lib/account/sign-out";
import { live } from "@/lib/platform/live";
import { deleteLoginCookie, readLoginCookie } from "@/lib/web/login-cookie";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { routes } from "@/lib/web/routes";

/** "Déconnexion" (R-301, SEC-43). A route and no server action: only a route can tell the browser to forget its pages. */
export async function POST(request: Request): Promise<NextResponse> {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) return new NextResponse(null, { status: 403 });
  const secret = await readLoginCookie();
  if (secret) await signOut(ctx, secret);
  await deleteLoginCookie();
  return NextResponse.redirect(new URL(routes.signedOut(), ctx.env.APP_URL), {
    status: 303,
    headers: { "Clear-Site-Data": '"cache", "storage"', "Cache-Control": "private, no-store" },
  });
}
