import { findSessionEnd } from "@/lib/account/find-session-end";
import { live } from "@/lib/platform/live";
import { readLoginCookie } from "@/lib/web/login-cookie";
import { sessionEndAnswer, sessionOverAnswer } from "@/lib/web/session-end-answer";

/** How long the session has left, other tabs counted; asking does not prolong it (A11Y-24, R-423). */
export async function GET(): Promise<Response> {
  const ctx = await live();
  const secret = await readLoginCookie();
  const outcome = secret ? await findSessionEnd(ctx, secret) : { kind: "over" as const };
  return outcome.kind === "live" ? sessionEndAnswer(outcome, ctx.now()) : sessionOverAnswer();
}
