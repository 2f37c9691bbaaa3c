import type { Context } from "@/lib/platform/context";
import { makeAccessToken, TOKEN_SECONDS } from "@/lib/technical-account/access-token";
import type { TechnicalPassword } from "@/lib/technical-account/technical-secret";
import { aTechnicalAccountOf, type Structure } from "./people";

/** Software that may call the API: its account, its password, and a bearer token of this hour. */
export interface TestCaller {
  technicalAccountId: string;
  secretId: string;
  login: string;
  password: TechnicalPassword;
  token: string;
}

/** A technical account of the structure that has just asked for its token. */
export async function aCallerOf(
  ctx: Context,
  structure: Structure,
  details: Parameters<typeof aTechnicalAccountOf>[2] = {},
): Promise<TestCaller> {
  const { account, login, password, secretId } = await aTechnicalAccountOf(ctx, structure, details);
  const technicalAccountId = account.id;
  return { technicalAccountId, secretId, login, password, token: aTokenOf(ctx, { technicalAccountId, secretId }) };
}

/** A token as the token endpoint gives it at this moment. */
export function aTokenOf(ctx: Context, caller: { technicalAccountId: string; secretId: string }): string {
  const expiresAt = Math.floor(ctx.now().getTime() / 1000) + TOKEN_SECONDS;
  const { technicalAccountId, secretId } = caller;
  return makeAccessToken(ctx.env, { technicalAccountId, secretId, expiresAt });
}
