import type { Context } from "@/lib/platform/context";
import { giveAccessToken } from "@/lib/technical-account/access-token";
import { authenticateClient, FAILURES } from "@/lib/technical-account/authenticate-client";
import { readClientCredentials } from "./read-client-credentials";
import { readForm } from "./read-form";
import type { SlowAnswers } from "./slow-answers";
import { type TokenRefusal, tokenGiven, tokenRefused } from "./token-answer";

/** Where a request comes from, and where an answer waits. */
export interface TokenRequest {
  request: Request;
  origin: string;
  slowly: SlowAnswers;
}

/**
 * The token endpoint: OAuth 2.0 client credentials and nothing else (R-1011, SEC-75). The client is a technical login with
 * its password; it gets an access token of an hour at most, and no refresh token.
 */
export async function answerTokenRequest(ctx: Context, { request, origin, slowly }: TokenRequest): Promise<Response> {
  if (request.method !== "POST") {
    const headers = { Allow: "POST" };
    return tokenRefused({ error: "invalid_request", description: "Use POST.", status: 405, headers });
  }
  // Addresses end up in logs and histories.
  const inQuery = [...new URL(request.url).searchParams.keys()].find((name) => inFormOnly.has(name.toLowerCase()));
  if (inQuery !== undefined) return refused("The parameters stand in the form, never in the address.");

  const form = await readForm(request);
  if (form.kind !== "read") return tokenRefused(formRefusals[form.kind]);
  const grantType = form.fields.get("grant_type");
  if (grantType === undefined) return refused("grant_type is missing.");
  if (grantType !== "client_credentials") {
    return tokenRefused({ error: "unsupported_grant_type", description: "Only client_credentials is supported." });
  }
  const scope = form.fields.get("scope") ?? null;
  if (scope !== null && scope !== ONLY_SCOPE) {
    return tokenRefused({ error: "invalid_scope", description: `The only scope is ${ONLY_SCOPE}.` });
  }

  const client = readClientCredentials(request.headers, form.fields);
  switch (client.kind) {
    case "doubled":
      return refused("The client shows itself once: in the Authorization header or in the form.");
    case "missing":
      return unknownClient("No client authentication.");
    case "malformed":
    case "too-long":
      return unknownClient("The client authentication cannot be read.");
  }
  const outcome = await authenticateClient(ctx, { login: client.login, password: client.password, origin });
  switch (outcome.kind) {
    case "authenticated":
      return tokenGiven({ ...giveAccessToken(ctx, outcome), scope });
    case "expired":
      return unknownClient("PASSWORD_EXPIRED");
    case "refused":
      if (outcome.closedFor !== null) return tooManyFailures(outcome.closedFor);
      if ((await slowly(outcome.slowDown)) === "full") return tooManyFailures(Math.ceil(outcome.slowDown / 1000));
      return unknownClient("Unknown client, or wrong secret.");
  }
}

/** Of OpenID Connect, which clients of the modelled system name; it gives nothing. What a token allows is asked per call. */
const ONLY_SCOPE = "openid";

const inFormOnly = new Set([
  "grant_type",
  "client_id",
  "client_secret",
  "client_assertion",
  "client_assertion_type",
  "scope",
  "username",
  "password",
  "access_token",
]);

const formRefusals = {
  "not-a-form": { error: "invalid_request", description: "Send application/x-www-form-urlencoded, in UTF-8." },
  "too-large": { error: "invalid_request", description: "The form is too large.", status: 413 },
  malformed: { error: "invalid_request", description: "The form cannot be decoded." },
  twice: { error: "invalid_request", description: "A parameter stands in the form more than once." },
} as const satisfies Record<string, TokenRefusal>;

function refused(description: string): Response {
  return tokenRefused({ error: "invalid_request", description });
}

function unknownClient(description: string): Response {
  return tokenRefused({ error: "invalid_client", description });
}

/** Said of the failures of one login from one origin: the right password is never answered so (SEC-79). */
function tooManyFailures(retryAfter: number): Response {
  const headers = {
    "RateLimit-Policy": `"failures";q=${FAILURES.limit};w=${FAILURES.seconds}`,
    RateLimit: `"failures";r=0;t=${retryAfter}`,
  };
  const description = "Too many failures.";
  return tokenRefused({ error: "temporarily_unavailable", description, status: 429, retryAfter, headers });
}
