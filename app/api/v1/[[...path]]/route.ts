import { randomUUID } from "node:crypto";
import { dispatch } from "@/lib/api/dispatch";
import { problemAnswer } from "@/lib/api/problem";
import { env } from "@/lib/platform/env";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { preferred } from "@/lib/web/current-language";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Every call of API v1 (R-1012); what it means is found out by `dispatch`. No other origin may call: no CORS header. */
async function handle(request: Request): Promise<Response> {
  const language = preferred(request.headers.get("accept-language") ?? "");
  const requestId = randomUUID();
  const ctx = await live().catch((error) => log("error", "api-down", { requestId, ...describeError(error) }));
  // Without a database nothing can be told but that (SEC-83).
  if (!ctx) return problemAnswer(env(), { kind: "unavailable", language, requestId });
  return dispatch(ctx, request, language);
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
