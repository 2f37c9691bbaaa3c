import { NextResponse } from "next/server";
import { signOut } from "@/lib/account/sign-out";
import { live } from "@/lib/platform/live";
import { deleteLoginCookie, readLoginCookie } from "@/lib/web/login-cookie";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { routes } from "@/lib/web/routes";

/**
 * Ends the session, for good and at once. A route and not an action: only its answer can tell the browser to
 * drop what it kept of the pages, so that the back button shows nothing (SEC-43).
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) return new Response(null, { status: 403 });
  const secret = await readLoginCookie();
  if (secret) await signOut(ctx, secret);
  await deleteLoginCookie();
  const headers = { "Clear-Site-Data": '"cache", "storage"', "Cache-Control": "private, no-store" };
  return NextResponse.redirect(new URL(routes.signedOut(), ctx.env.APP_URL), { status: 303, headers });
}
