import { answerTokenRequest } from "@/lib/api/answer-token-request";
import { UNAVAILABLE_SECONDS } from "@/lib/api/problem";
import { slowAnswers } from "@/lib/api/slow-answers";
import { tokenRefused } from "@/lib/api/token-answer";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { originOf } from "@/lib/web/client-origin";

const slowly = slowAnswers(200);

/** Gives software its access token (R-1011). */
export async function POST(request: Request): Promise<Response> {
  try {
    const ctx = await live();
    const origin = originOf(request.headers.get("x-forwarded-for"), ctx.env.TRUSTED_PROXIES);
    return await answerTokenRequest(ctx, { request, origin, slowly });
  } catch (error) {
    log("error", "token-request-failed", describeError(error));
    const description = "The service is unavailable for the moment.";
    const retryAfter = UNAVAILABLE_SECONDS;
    return tokenRefused({ error: "temporarily_unavailable", description, status: 503, retryAfter });
  }
}

// The other methods are answered like any wrong request: 405.
export const GET = POST;
export const HEAD = POST;
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
export const OPTIONS = POST;
