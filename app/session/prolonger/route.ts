import { extendSession } from "@/lib/account/extend-session";
import { live } from "@/lib/platform/live";
import { readLoginCookie } from "@/lib/web/login-cookie";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { sessionEndAnswer, sessionOverAnswer } from "@/lib/web/session-end-answer";

/** "Rester connecté": one key in the warning (A11Y-24). A route and no server action: the page must stay as it is. */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) return new Response(null, { status: 403 });
  const secret = await readLoginCookie();
  const outcome = secret ? await extendSession(ctx, secret) : { kind: "over" as const };
  return outcome.kind === "extended" ? sessionEndAnswer(outcome, ctx.now()) : sessionOverAnswer();
}
