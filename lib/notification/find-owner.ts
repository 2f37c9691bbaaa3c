import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";

/** Whom a mail about an account is for: what grants access or watches over it goes to the login address (R-1102). */
export interface OwnerToFind {
  accountId: string;
  recipient: string;
  at: "login" | "contact";
}

/**
 * The account that such a mail is about, as long as the recipient still is its login or its contact address, and its
 * owner was not erased: whoever reads at another address must learn nothing of it (SEC-97).
 */
export async function findOwner(
  ctx: Context,
  { accountId, recipient, at }: OwnerToFind,
): Promise<typeof accounts.$inferSelect | null> {
  const address = at === "login" ? accounts.email : accounts.contactEmail;
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(address, recipient), ne(accounts.status, "erased")));
  return account ?? null;
}
