import { dispatch } from "@/lib/api/dispatch";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { preferred } from "@/lib/web/current-language";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Every call of API v1 (R-1012); what it means is found out by `dispatch`. No other origin may call: no CORS header. */
async function handle(request: Request): Promise<Response> {
  const ctx = await live().catch((error) => log("error", "api-down", describeError(error)));
  if (!ctx) return down();
  return dispatch(ctx, request, preferred(request.headers.get("accept-language") ?? ""));
}

/** Without a database nothing can be told but that (SEC-83). */
function down(): Response {
  const body = { type: "about:blank", title: "Service Unavailable", status: 503 };
  const headers = { "Content-Type": "application/problem+json", "Cache-Control": "no-store", "Retry-After": "5" };
  return new Response(JSON.stringify(body), { status: 503, headers });
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
