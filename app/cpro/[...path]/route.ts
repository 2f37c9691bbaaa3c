import { answerCproCall } from "@/lib/api/cpro-answer-call";
import { live } from "@/lib/platform/live";
import { preferred } from "@/lib/web/current-language";

/** What existing clients of the modelled system call (R-1013). */
export async function POST(request: Request): Promise<Response> {
  const language = preferred(request.headers.get("accept-language") ?? "");
  return answerCproCall(await live(), { request, language });
}

// The other methods are answered like any wrong request: 405.
export const GET = POST;
export const HEAD = POST;
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
export const OPTIONS = POST;
