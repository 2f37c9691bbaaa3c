import { and, eq, isNotNull, sql } from "drizzle-orm";
import { accounts, passkeys, recoveryCodes, sessions, totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { isLive } from "./live-session";

/** How one's own account is protected, in a few words each (S-10). */
export interface OwnSecurity {
  email: string;
  hasSecretQuestion: boolean;
  hasAuthenticator: boolean;
  passkeys: number;
  /** Codes on paper that still work. */
  recoveryCodes: number;
  /** Browsers that are signed in now, this one included. */
  sessions: number;
}

/** The state of everything that protects an account, in one round trip (R-425, SEC-46). */
export async function findOwnSecurity(ctx: Context, { accountId }: { accountId: string }): Promise<OwnSecurity> {
  const own = sql`${accounts.id}`;
  const [row] = await ctx.db
    .select({
      email: accounts.email,
      hasSecretQuestion: sql<boolean>`${accounts.secretAnswerHash} is not null`,
      hasAuthenticator: sql<boolean>`exists (select from ${totpAuthenticators}
        where ${and(eq(totpAuthenticators.accountId, own), isNotNull(totpAuthenticators.confirmedAt))})`,
      passkeys: sql<string>`(select count(*) from ${passkeys} where ${eq(passkeys.accountId, own)})`,
      recoveryCodes: sql<string>`(select count(*) from ${recoveryCodes}
        where ${eq(recoveryCodes.accountId, own)} and ${recoveryCodes.usedAt} is null)`,
      sessions: sql<string>`(select count(*) from ${sessions}
        where ${and(eq(sessions.accountId, own), isLive(ctx.now()))})`,
    })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (!row) throw new Error("A person who is signed in has an account.");
  const { passkeys: keys, recoveryCodes: codes, sessions: browsers, ...state } = row;
  return { ...state, passkeys: Number(keys), recoveryCodes: Number(codes), sessions: Number(browsers) };
}

/** Whether a second factor stands beside the password. */
export function hasSecondFactor({ hasAuthenticator, passkeys: keys }: OwnSecurity): boolean {
  return hasAuthenticator || keys > 0;
}
