import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { findHealth } from "@/lib/platform/find-health";
import { describeError, log } from "@/lib/platform/log";
import { authenticateCall } from "./authenticate-call";
import { readCproAccount } from "./cpro-account";
import type { CproCall } from "./cpro-call";
import { cproCalls } from "./cpro-calls";
import { CPRO_SUCCESS, CPRO_UNAVAILABLE, type CproRefusal, cproEnvelope } from "./cpro-refusal";
import { type ProblemKind, problemAnswer, UNAVAILABLE_SECONDS } from "./problem";
import { rateLimitHeaders, spentBudgetHeaders } from "./rate-limit-headers";
import { readJson } from "./read-json";
import type { SlowAnswers } from "./slow-answers";

const HEALTH_CHECK = "cpro/transverses/v1/health-check";

/** What every answer carries: it is nobody else's, and old the moment it is sent. */
const always = { "Cache-Control": "no-store", Vary: "Accept-Language, Authorization, cpro-account" };

/** Where a call comes from, and where the answer to a wrong `cpro-account` waits (SEC-79). */
export interface CproOrigin {
  origin: string;
  slowly: SlowAnswers;
}

/**
 * Answers any request below `/cpro` as the modelled system does (R-1013): success and functional refusals in the envelope
 * of `codeRetour` and `libelle`, everything else as problem details (SEC-83), in the language of whoever reads the log.
 */
export async function answerCproCall(
  ctx: Context,
  request: Request,
  language: Language,
  from: CproOrigin,
): Promise<Response> {
  const requestId = ctx.id();
  const problem: Problem = (kind, headers) =>
    problemAnswer(ctx.env, { kind, language, requestId, headers: { ...always, ...headers } });
  const answer: Answer = (status, body, headers) =>
    new Response(JSON.stringify(body), {
      status,
      headers: {
        "Content-Type": "application/json;charset=utf-8",
        "X-Request-Id": requestId,
        ...always,
        ...headers,
      },
    });
  const path = new URL(request.url).pathname.slice(1);
  try {
    if (path === HEALTH_CHECK) {
      const isHead = request.method === "HEAD";
      if (request.method !== "GET" && !isHead) return problem("method-not-allowed", { Allow: "GET, HEAD" });
      const checked = await answerHealthCheck(ctx, answer);
      return isHead ? new Response(null, checked) : checked;
    }
    const call = cproCalls.find((known) => known.path === path);
    if (!call) return problem("not-found");
    if (request.method !== "POST") return problem("method-not-allowed", { Allow: "POST" });
    return await answerCall(ctx, { call, request, from, problem, answer });
  } catch (error) {
    log("error", "cpro-call-failed", { requestId, path, ...describeError(error) });
    return problem("failure");
  }
}

type Problem = (kind: ProblemKind, headers?: Record<string, string>) => Response;
type Answer = (status: number, body: object, headers?: Record<string, string>) => Response;

interface Asked {
  call: CproCall;
  request: Request;
  from: CproOrigin;
  problem: Problem;
  answer: Answer;
}

async function answerCall(ctx: Context, { call, request, from, problem, answer }: Asked): Promise<Response> {
  const account = readCproAccount(request.headers);
  // No token is looked up for who does not say whose it is.
  if (account.kind !== "shown") return problem("account-header");
  const { login, password } = account;
  const shown = { login, password, origin: from.origin };
  const authenticated = await authenticateCall(ctx, { headers: request.headers, shown });
  switch (authenticated.kind) {
    case "caller":
      break;
    case "too-many-calls":
      return problem("too-many-calls", spentBudgetHeaders(authenticated));
    case "malformed-token":
      // Clients of the modelled system look for their mistake in the body of a 400.
      return problem("unauthorised");
    case "account-header":
      // However many wait already: a wrong header is 401 and nothing else.
      await from.slowly(authenticated.slowDown);
      return problem("account-header");
    default:
      return problem(authenticated.kind);
  }
  const { caller } = authenticated;
  const budget = rateLimitHeaders(caller.budget);
  const refused = (refusal: CproRefusal) => answer(400, cproEnvelope(refusal), budget);

  // Ids are of 64 bits.
  const read = await readJson(request, "64-bit");
  if (read.kind === "not-json" || read.kind === "too-large") return problem(read.kind, budget);
  if (read.kind === "malformed") return refused({ kind: "refused", reason: "unreadable-request" });
  const parsed = call.request.safeParse(read.value);
  if (!parsed.success) return refused(refusalOf(parsed.error.issues[0]?.path ?? []));
  const outcome = await call.handle(ctx, caller, parsed.data);
  if (outcome.kind === "refused") return refused(outcome);
  return answer(200, { ...CPRO_SUCCESS, ...outcome.body }, budget);
}

/** Without a path it is the whole that is wrong; a path is made of our own names. */
function refusalOf(path: PropertyKey[]): CproRefusal {
  if (path.length === 0) return { kind: "refused", reason: "unreadable-request" };
  return { kind: "refused", reason: "wrong-value", field: path.map(String).join(".") };
}

/** Needs no header at all; says whether the database answers, and nothing more (SEC-15). */
async function answerHealthCheck(ctx: Context, answer: Answer): Promise<Response> {
  const { kind } = await findHealth(ctx);
  return kind === "healthy"
    ? answer(200, { ...CPRO_SUCCESS, statusCodeValue: 200, statusCode: "OK", body: "OK" })
    : answer(503, CPRO_UNAVAILABLE, { "Retry-After": String(UNAVAILABLE_SECONDS) });
}
