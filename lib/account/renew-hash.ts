import { and, eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { needsRehash } from "@/lib/platform/password-hash";

/** Whose hash to look at, and the password that has just proved right. */
export interface ProvenPassword {
  account: { id: string; passwordHash: string };
  password: string;
}

/**
 * Hashes a proven password anew when today's parameters are others than its hash's (SEC-37). Returns the hash to expect
 * from now on.
 */
export async function renewHash(ctx: Context, { account, password }: ProvenPassword): Promise<string> {
  const { id, passwordHash } = account;
  if (!needsRehash(passwordHash)) return passwordHash;
  const renewed = await ctx.passwords.hash(password);
  // A busy moment leaves it to the next sign-in.
  if (renewed.kind === "overloaded") return passwordHash;
  const written = await ctx.db
    .update(accounts)
    .set({ passwordHash: renewed.hash })
    // A password that was changed meanwhile stays.
    .where(and(eq(accounts.id, id), eq(accounts.passwordHash, passwordHash)))
    .returning({ id: accounts.id });
  return written.length > 0 ? renewed.hash : passwordHash;
}
