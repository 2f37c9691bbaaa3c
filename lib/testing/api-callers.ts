import { technicalAccountStructures, technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import type { Context } from "@/lib/platform/context";
import { makeAccessToken, TOKEN_SECONDS } from "@/lib/technical-account/access-token";
import { technicalLogin } from "@/lib/technical-account/technical-account";
import { hashSecret, newTechnicalPassword, type TechnicalPassword } from "@/lib/technical-account/technical-secret";
import type { Structure } from "./people";

/** Software that may call the API: its account, its password, and a bearer token of this hour. */
export interface TestCaller {
  technicalAccountId: string;
  secretId: string;
  login: string;
  password: TechnicalPassword;
  token: string;
}

/** A technical account of the structure, with a password that lives for 100 days (R-1002, R-1008). */
export async function aCallerOf(
  ctx: Context,
  structure: Structure,
  { readOnly = false, only = null }: { readOnly?: boolean; only?: Structure[] | null } = {},
): Promise<TestCaller> {
  const technicalAccountId = ctx.id();
  const login = technicalLogin(ctx.env, structure);
  await ctx.db.insert(technicalAccounts).values({
    id: technicalAccountId,
    structureId: structure.id,
    login,
    readOnly,
    isRestricted: only !== null,
    createdAt: ctx.now(),
  });
  if (only !== null && only.length > 0) {
    await ctx.db
      .insert(technicalAccountStructures)
      .values(only.map(({ id }) => ({ technicalAccountId, structureId: id })));
  }
  const { secretId, password } = await aSecretOf(ctx, technicalAccountId);
  return { technicalAccountId, secretId, login, password, token: aTokenOf(ctx, { technicalAccountId, secretId }) };
}

/** One more live password of the account. */
export async function aSecretOf(ctx: Context, technicalAccountId: string) {
  const password = newTechnicalPassword(ctx.secret);
  const secretId = ctx.id();
  await ctx.db.insert(technicalSecrets).values({
    id: secretId,
    technicalAccountId,
    ...hashSecret(ctx.env, password),
    createdAt: ctx.now(),
    expiresAt: new Date(ctx.now().getTime() + 100 * 86_400_000),
  });
  return { secretId, password };
}

/** A token as the token endpoint gives it at this moment. */
export function aTokenOf(ctx: Context, caller: { technicalAccountId: string; secretId: string }): string {
  const expiresAt = Math.floor(ctx.now().getTime() / 1000) + TOKEN_SECONDS;
  const { technicalAccountId, secretId } = caller;
  return makeAccessToken(ctx.env, { technicalAccountId, secretId, expiresAt });
}
