import { answerCproCall } from "@/lib/api/cpro-answer-call";
import { live } from "@/lib/platform/live";
import { preferred } from "@/lib/web/current-language";

/** What existing clients of the modelled system call (R-1013). No other origin may: no CORS header. */
async function handle(request: Request): Promise<Response> {
  return answerCproCall(await live(), request, preferred(request.headers.get("accept-language") ?? ""));
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
