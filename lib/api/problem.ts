import { createTranslator } from "next-intl";
import { z } from "zod";
import { en } from "@/lib/i18n/en";
import { fr } from "@/lib/i18n/fr";
import type { Language } from "@/lib/i18n/language";
import type { Env } from "@/lib/platform/env";

/** Everything that can go wrong with a call, and its status; the catalogue says it in words. */
export const problemStatuses = {
  "malformed-json": 400,
  "malformed-token": 400,
  "no-token": 401,
  unauthorised: 401,
  "account-header": 401,
  "password-expired": 401,
  "read-only": 403,
  "not-permitted": 403,
  "own-request": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "already-decided": 409,
  "structure-inactive": 409,
  "requester-inactive": 409,
  "workspace-closed": 409,
  "department-closed": 409,
  "too-large": 413,
  "not-json": 415,
  "invalid-request": 422,
  "no-department": 422,
  "key-reused": 422,
  "too-many-calls": 429,
  "token-too-long": 431,
  failure: 500,
  unavailable: 503,
} as const satisfies Record<string, number>;

/** One of them. */
export type ProblemKind = keyof typeof problemStatuses;

export const problemKinds = Object.keys(problemStatuses) as ProblemKind[];

/** How long software waits before it asks again, while the database cannot be opened. */
export const UNAVAILABLE_SECONDS = 5;

/** How to authenticate, and what is wrong with the token, if it is the token (RFC 6750, section 3.1). */
const challenges: Partial<Record<ProblemKind, string>> = {
  "no-token": 'Bearer realm="attache"',
  "account-header": 'Bearer realm="attache"',
  "malformed-token": 'Bearer realm="attache", error="invalid_request"',
  "token-too-long": 'Bearer realm="attache", error="invalid_request"',
  unauthorised: 'Bearer realm="attache", error="invalid_token"',
  "password-expired": 'Bearer realm="attache", error="invalid_token"',
};

/** Where the reference explains the problems; `routes.apiReference()` of the pages. */
export const REFERENCE_PATH = "/documentation-api/reference";

/** What is wrong with one value of a request. */
const fieldError = z
  .object({
    in: z.enum(["query", "header", "body"]).meta({ say: "errorIn" }),
    field: z.string().meta({ say: "errorField" }),
    detail: z.string(),
  })
  .meta({ id: "FieldError" });
export type FieldError = z.output<typeof fieldError>;

/** A problem as it is sent (RFC 9457, SEC-83). */
export const problemBody = z
  .object({
    type: z.url().meta({ say: "problemType" }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string().meta({ say: "problemInstance" }),
    code: z.string().meta({ say: "problemCode" }),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: "Problem" });

/** What an answer says of a problem beside its kind. */
export interface ProblemAnswer {
  kind: ProblemKind;
  language: Language;
  /** The reference that the log has, too. */
  requestId: string;
  errors?: FieldError[] | undefined;
  headers?: Record<string, string> | undefined;
}

/** A refusal or a failure as problem details, in the caller's language (RFC 9457, SEC-83). */
export function problemAnswer(
  env: Pick<Env, "APP_URL">,
  { kind, language, requestId, errors, headers = {} }: ProblemAnswer,
): Response {
  const t = createTranslator({ locale: language, messages: { fr, en }[language], namespace: "api" });
  const status = problemStatuses[kind];
  const challenge = challenges[kind];
  const body: z.input<typeof problemBody> = {
    type: new URL(`${REFERENCE_PATH}#${anchorOf(kind)}`, env.APP_URL).href,
    title: t(`problems.${kind}.title`),
    status,
    detail: t(`problems.${kind}.detail`),
    instance: `urn:uuid:${requestId}`,
    code: codeOf(kind),
    ...(errors !== undefined && { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Content-Language": language,
      "Cache-Control": "no-store",
      "X-Request-Id": requestId,
      ...(challenge !== undefined && { "WWW-Authenticate": challenge }),
      ...(kind === "unavailable" && { "Retry-After": String(UNAVAILABLE_SECONDS) }),
      ...headers,
    },
  });
}

/** What software compares: `PASSWORD_EXPIRED` (R-1008). */
export function codeOf(kind: ProblemKind): string {
  return kind.toUpperCase().replaceAll("-", "_");
}

/** Where a problem stands on the reference page. */
export function anchorOf(kind: ProblemKind): string {
  return `erreur-${kind}`;
}
