import { randomUUID } from "node:crypto";
import { answerCproCall } from "@/lib/api/cpro-answer-call";
import { problemAnswer } from "@/lib/api/problem";
import { env } from "@/lib/platform/env";
import { live } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { preferred } from "@/lib/web/current-language";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** What existing clients of the modelled system call (R-1013). No other origin may: no CORS header. */
async function handle(request: Request): Promise<Response> {
  const language = preferred(request.headers.get("accept-language") ?? "");
  try {
    return await answerCproCall(await live(), request, language);
  } catch (error) {
    // The database could not be opened: clients are told so in the shape that they know (SEC-83).
    const requestId = randomUUID();
    log("error", "cpro-call-failed", { requestId, ...describeError(error) });
    return problemAnswer(env(), { kind: "failure", language, requestId });
  }
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
