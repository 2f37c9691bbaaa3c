import { z } from "zod";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { describeError, log } from "@/lib/platform/log";
import { authenticateCall } from "./authenticate-call";
import type { Endpoint } from "./endpoint";
import { fieldErrors } from "./field-errors";
import { matchEndpoint } from "./match-endpoint";
import { openApi } from "./open-api";
import { type FieldError, type ProblemKind, problemAnswer } from "./problem";
import { rateLimitHeaders, spentBudgetHeaders } from "./rate-limit-headers";
import { readJson } from "./read-json";
import { readQuery } from "./read-query";

/** What every answer of the API carries: it is nobody else's, and old the moment it is sent. */
const always = { "Cache-Control": "no-store", Vary: "Accept-Language, Authorization" };

/**
 * One call of API v1, from request to answer (R-1012): operation, caller, parameters, body, act. Whatever happens, the
 * answer is JSON of the documented shape or problem details (SEC-83), and names its reference.
 */
export async function dispatch(ctx: Context, request: Request, language: Language): Promise<Response> {
  const requestId = ctx.id();
  const refuse: Refuse = (kind, more) =>
    problemAnswer(ctx.env, { kind, language, requestId, ...more, headers: { ...always, ...more?.headers } });
  const answer = (body: unknown, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify(body), {
      headers: { "Content-Type": "application/json", "X-Request-Id": requestId, ...always, ...headers },
    });
  try {
    const found = matchEndpoint(request.method, new URL(request.url).pathname);
    switch (found.kind) {
      case "unknown-path":
        return refuse("not-found");
      case "other-methods":
        return refuse("method-not-allowed", { headers: { Allow: found.allowed.join(", ") } });
      case "document":
        return answer(openApi(ctx.env, language));
      case "endpoint":
        return await call(ctx, request, { ...found, language, refuse, answer });
    }
  } catch (error) {
    log("error", "api-failed", { reference: requestId, ...describeError(error) });
    return refuse("failure");
  }
}

type Refuse = (kind: ProblemKind, more?: { errors?: FieldError[]; headers?: Record<string, string> }) => Response;

interface Call {
  endpoint: Endpoint;
  params: Record<string, string>;
  language: Language;
  refuse: Refuse;
  answer(body: unknown, headers: Record<string, string>): Response;
}

async function call(ctx: Context, request: Request, { endpoint, language, ...at }: Call): Promise<Response> {
  const authenticated = await authenticateCall(ctx, { headers: request.headers });
  if (authenticated.kind === "too-many-calls") {
    return at.refuse("too-many-calls", { headers: spentBudgetHeaders(authenticated) });
  }
  if (authenticated.kind !== "caller") return at.refuse(authenticated.kind);
  const { caller } = authenticated;
  const headers = rateLimitHeaders(caller.budget);
  const refuse: Refuse = (kind, more) => at.refuse(kind, { ...more, headers });

  // Told before anything is looked at: it tells nothing of what there is.
  if (endpoint.decides && caller.readOnly) return refuse("read-only");
  const params = endpoint.params.safeParse(at.params);
  // An id that is none names nothing.
  if (!params.success) return refuse("not-found");
  const query = endpoint.query.safeParse(readQuery(endpoint, new URL(request.url).searchParams));
  if (!query.success) {
    return refuse("invalid-request", { errors: fieldErrors(query.error.issues, { of: "query", language }) });
  }
  const key = endpoint.decides ? idempotencyKey.safeParse(request.headers.get("idempotency-key")) : noKey;
  if (!key.success) {
    const issues = key.error.issues.map((issue) => ({ ...issue, path: ["Idempotency-Key"] }));
    return refuse("invalid-request", { errors: fieldErrors(issues, { of: "header", language }) });
  }
  const body =
    endpoint.body === null ? ({ kind: "body", body: null } as const) : await readBody(request, endpoint.body);
  if (body.kind === "refused") return refuse(body.problem);
  if (body.kind === "invalid") {
    return refuse("invalid-request", { errors: fieldErrors(body.issues, { of: "body", language }) });
  }

  const input = { params: params.data, query: query.data, body: body.body, key: key.data };
  const outcome = await endpoint.handle(ctx, caller, input);
  switch (outcome.kind) {
    case "answer":
      // What the schema does not name does not leave (SEC-63).
      return at.answer(endpoint.answer.parse(outcome.body), headers);
    case "wrong-cursor": {
      const issue = { code: "custom" as const, path: ["cursor"], message: "", input: undefined };
      return refuse("invalid-request", { errors: fieldErrors([issue], { of: "query", language }) });
    }
    case "problem":
      return refuse(outcome.problem);
  }
}

/** Of two headers Node makes one with a comma and a space, and a space is none of these. */
const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/)
  .nullable();
const noKey = { success: true, data: null } as const;

async function readBody(request: Request, schema: z.ZodType) {
  const read = await readJson(request);
  switch (read.kind) {
    case "not-json":
    case "too-large":
      return { kind: "refused", problem: read.kind } as const;
    case "malformed":
      return { kind: "refused", problem: "malformed-json" } as const;
    case "read": {
      const parsed = schema.safeParse(read.value);
      if (parsed.success) return { kind: "body", body: parsed.data } as const;
      return { kind: "invalid", issues: parsed.error.issues } as const;
    }
  }
}
