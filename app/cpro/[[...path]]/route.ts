import { randomUUID } from "node:crypto";
import { answerCproCall } from "@/lib/api/cpro-answer-call";
import { CPRO_UNAVAILABLE } from "@/lib/api/cpro-refusal";
import { UNAVAILABLE_SECONDS } from "@/lib/api/problem";
import { slowAnswers } from "@/lib/api/slow-answers";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { originOf } from "@/lib/web/client-origin";
import { preferred } from "@/lib/web/current-language";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const slowly = slowAnswers(200);

/** What existing clients of the modelled system call (R-1013). No other origin may: no CORS header. */
async function handle(request: Request): Promise<Response> {
  const requestId = randomUUID();
  const ctx = await live().catch((error) => log("error", "cpro-down", { requestId, ...describeError(error) }));
  if (!ctx) return unavailable(requestId);
  const language = preferred(request.headers.get("accept-language") ?? "");
  const origin = originOf(request.headers.get("x-forwarded-for"), ctx.env.TRUSTED_PROXIES);
  return answerCproCall(ctx, request, language, { origin, slowly });
}

/** Without a database nothing can be told but that, in the two fields that the clients decode. */
function unavailable(requestId: string): Response {
  return new Response(JSON.stringify(CPRO_UNAVAILABLE), {
    status: 503,
    headers: {
      "Content-Type": "application/json;charset=utf-8",
      "Cache-Control": "no-store",
      "Retry-After": String(UNAVAILABLE_SECONDS),
      "X-Request-Id": requestId,
    },
  });
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
