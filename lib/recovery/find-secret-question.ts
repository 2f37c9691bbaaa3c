import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Email } from "@/lib/account/email";
import { type SecretQuestion, secretQuestionField } from "@/lib/account/secret-question";
import type { Context } from "@/lib/platform/context";
import { decoyQuestion } from "./decoy-question";

/** The question of S-06 for an address: its owner's, or a decoy where nobody has the address or chose none. */
export async function findSecretQuestion(ctx: Context, email: Email): Promise<SecretQuestion> {
  const [account] = await ctx.db
    .select({ question: accounts.secretQuestion })
    .from(accounts)
    .where(and(eq(accounts.email, email), ne(accounts.status, "erased")));
  const decoy = decoyQuestion(ctx.env, email);
  // A key that this release no longer knows cannot be worded.
  const own = secretQuestionField.safeParse(account?.question);
  return own.success ? own.data : decoy;
}
