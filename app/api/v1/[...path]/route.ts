import { dispatch } from "@/lib/api/dispatch";
import { live } from "@/lib/platform/live";
import { preferred } from "@/lib/web/current-language";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Every call of API v1 (R-1012); what it means is found out by `dispatch`. No other origin may call: no CORS header. */
async function handle(request: Request): Promise<Response> {
  return dispatch(await live(), request, preferred(request.headers.get("accept-language") ?? ""));
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
