import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { type Letter, mailSentences } from "../letter";
import { mailLinks } from "../mail-links";
import type { MailOrder } from "../mail-order";

/** N-07: somebody tried to register with the address of an account; nothing was changed. */
export async function addressAlreadyRegistered(
  ctx: Context,
  { message, recipient, language }: MailOrder<"address-already-registered">,
): Promise<Letter | null> {
  const [account] = await ctx.db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, message.accountId), eq(accounts.email, recipient), ne(accounts.status, "erased")));
  if (!account) return null;

  const { t, say } = mailSentences(ctx.env, language);
  const links = mailLinks(ctx.env);
  return {
    title: t("addressAlreadyRegistered.title"),
    addressee: account,
    paragraphs: [
      say("addressAlreadyRegistered.attempt"),
      say("addressAlreadyRegistered.you", { address: links.forgottenPassword() }),
    ],
    action: { label: t("signIn"), address: links.signIn() },
    notes: [say("addressAlreadyRegistered.notYou")],
  };
}
