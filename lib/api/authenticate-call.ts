import type { Context } from "@/lib/platform/context";
import { readAccessToken } from "@/lib/technical-account/access-token";
import { countFailure, LONGEST_WAIT_MS } from "@/lib/technical-account/authenticate-client";
import { type FindApiCallerOutcome, findApiCaller } from "@/lib/technical-account/find-api-caller";
import { readBearer } from "./read-bearer";

/**
 * What a call shows: its headers and, at the compatibility API, the login and password of `cpro-account` (R-1013) with
 * where they come from.
 */
export interface CallProof {
  headers: Headers;
  shown?: { login: string; password: string; origin: string } | null;
}

/**
 * `no-token`, `malformed-token` and `token-too-long`: nothing that could be looked up. `unauthorised`: a token of nobody,
 * expired, or of an account that may not call any more, all alike. `account-header`: a good token beside a wrong
 * `cpro-account`, whatever is wrong with it; `slowDown`: how many milliseconds its answer waits (SEC-79).
 */
export type AuthenticateCallOutcome =
  | Exclude<FindApiCallerOutcome, { kind: "wrong-account" }>
  | { kind: "account-header"; slowDown: number }
  | { kind: "no-token" }
  | { kind: "malformed-token" }
  | { kind: "token-too-long" };

/**
 * Who calls and what he may do at this moment: one round trip, and none for a token that is not ours (SEC-82). A wrong
 * `cpro-account` is counted, slowed down and recorded like a wrong password at the token endpoint (R-1012, R-1201).
 */
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
      const outcome = await findApiCaller(ctx, { technicalAccountId, secretId, shown });
      if (outcome.kind !== "wrong-account") return outcome;
      const slowDown = shown ? await waitAfterFailure(ctx, { ...shown, technicalAccountId }) : 0;
      return { kind: "account-header", slowDown };
    }
  }
}

/** Where the token endpoint would send a client away, one that has a token already waits as long as anybody can. */
async function waitAfterFailure(
  ctx: Context,
  { login, origin, technicalAccountId }: { login: string; origin: string; technicalAccountId: string },
): Promise<number> {
  const { slowDown, closedFor } = await countFailure(ctx, { login, origin, technicalAccountId, reason: "header" });
  return closedFor === null ? slowDown : LONGEST_WAIT_MS;
}
