import type { Context } from "@/lib/platform/context";
import { readAccessToken } from "@/lib/technical-account/access-token";
import { type FindApiCallerOutcome, findApiCaller } from "@/lib/technical-account/find-api-caller";
import { readBearer } from "./read-bearer";

/** What a call shows: its headers and, at the compatibility API, the login and password of `cpro-account` (R-1013). */
export interface CallProof {
  headers: Headers;
  shown?: { login: string; password: string } | null;
}

/**
 * `no-token`, `malformed-token` and `token-too-long`: nothing that could be looked up. `unauthorised`: a token of nobody,
 * expired, or of an account that may not call any more, all alike. `password-expired`: R-1008.
 */
export type AuthenticateCallOutcome =
  | FindApiCallerOutcome
  | { kind: "no-token" }
  | { kind: "malformed-token" }
  | { kind: "token-too-long" };

/** Who calls and what he may do at this moment: one round trip, and none for a token that is not ours (SEC-82). */
export async function authenticateCall(
  ctx: Context,
  { headers, shown = null }: CallProof,
): Promise<AuthenticateCallOutcome> {
  const bearer = readBearer(headers);
  switch (bearer.kind) {
    case "missing":
      return { kind: "no-token" };
    case "malformed":
      return { kind: "malformed-token" };
    case "too-long":
      return { kind: "token-too-long" };
    case "token": {
      const claims = readAccessToken(ctx.env, bearer.token, ctx.now());
      if (!claims) return { kind: "unauthorised" };
      const { technicalAccountId, secretId } = claims;
      return findApiCaller(ctx, { technicalAccountId, secretId, shown });
    }
  }
}
