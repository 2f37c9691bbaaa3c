import { type NextRequest, NextResponse } from "next/server";
import { getToken } from "next-auth/jwt";
import { env as readEnv } from "@/lib/platform/env";
import { HINTS_LIFETIME_MS } from "@/lib/web/claims";
import { contentSecurityPolicy } from "@/lib/web/content-security-policy";
import { sessionCookie } from "@/lib/web/cookie-names";
import { ownHosts } from "@/lib/web/own-origin";
import { gateOf, routes } from "@/lib/web/routes";

/**
 * All but files and what only software asks for, odd letters and all: there is no page, cookie or gate, nor a link made of
 * the host, and next.config.ts gives them their headers. The framework compares the path once its dots are resolved, as it
 * stands and decoded, and either way that comes by here is enough.
 */
export const config = {
  matcher: ["/((?!_next/static/|icon\\.svg$|api/oauth/token$|(?:api/v1|cpro)(?:/.*)?$).*)"],
};

/** Sets the nonce and sends people to the page they may see: a courtesy, never a lock (SEC-02). */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const env = readEnv();
  const hosts = ownHosts(env);
  const forwardedHost = request.headers.get("x-forwarded-host");
  const unknownHost = [request.headers.get("host") ?? "", ...(forwardedHost === null ? [] : [forwardedHost])].find(
    (host) => !hosts.includes(host.toLowerCase()),
  );
  // Links, origins and cookies hang on the host: one we do not know is not answered at all (SEC-09).
  if (unknownHost !== undefined) return new NextResponse("Unknown host.", { status: 421, headers: withoutPage });

  // TRACE among them, under another name (SEC-15).
  if (!methods.includes(request.method)) {
    return new NextResponse("Method not allowed.", {
      status: 405,
      headers: { ...withoutPage, Allow: methods.join(", ") },
    });
  }

  const path = request.nextUrl.pathname;
  const elsewhere = await courtesyRedirect(
    request,
    env.AUTH_SECRET.map((key) => key.secret),
    env.APP_URL,
  );
  if (elsewhere) return NextResponse.redirect(new URL(elsewhere, env.APP_URL), { headers: withoutPage });

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, path, env);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next puts the nonce of this header on the scripts it writes.
  headers.set("content-security-policy", policy);
  headers.set("x-attache-path", path + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

/** What a page or a route may be asked with; which of them, each says itself. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Of answers that show no page: nothing in them may run, load or be framed (SEC-14). */
const withoutPage = {
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
};

async function courtesyRedirect(request: NextRequest, secret: string[], appUrl: string): Promise<string | null> {
  const gate = gateOf(request.nextUrl.pathname);
  if (!gate || (request.method !== "GET" && request.method !== "HEAD")) return null;

  const wanted = request.nextUrl.pathname + request.nextUrl.search;
  const secureCookie = appUrl.startsWith("https:");
  const cookieName = sessionCookie(secureCookie);
  const claims = await getToken({ req: request, secret, secureCookie, cookieName, salt: cookieName }).catch(() => null);
  if (!claims) return routes.signIn(wanted);
  if (gate === "signed-in") return null;
  const stale = Date.now() - Number(claims.checkedAt) > HINTS_LIFETIME_MS;
  return stale || claims[gate] !== true ? routes.renewSession(wanted) : null;
}
