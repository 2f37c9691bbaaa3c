import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { findLink } from "@/lib/account/redeem-link";
import type { Context } from "@/lib/platform/context";

/** Who may choose a new password by a mailed link: what the new one must not contain. */
export interface PasswordReset {
  accountId: string;
  email: string;
  givenName: string;
  familyName: string;
}

/** Whose password a mailed link changes, or null: a bad link, or an account that is not active any more (R-431, M-44). */
export async function findPasswordReset(ctx: Context, linkSecret: string): Promise<PasswordReset | null> {
  const link = await findLink(ctx, linkSecret, "password-reset");
  if (!link) return null;
  const [account] = await ctx.db
    .select({
      accountId: accounts.id,
      email: accounts.email,
      givenName: accounts.givenName,
      familyName: accounts.familyName,
    })
    .from(accounts)
    .where(and(eq(accounts.id, link.subjectId), eq(accounts.email, link.email), eq(accounts.status, "active")));
  return account ?? null;
}
