import { mintLink } from "@/lib/account/mint-link";
import type { Language } from "@/lib/i18n/language";
import { enqueue } from "@/lib/outbox/enqueue";
import type { Context } from "@/lib/platform/context";

/** Whom a link to a new password is for, and who asked for it. */
export interface ResetToMail {
  account: { id: string; email: string; language: Language };
  byAdministrator: boolean;
}

/** Makes a link to a new password and notes the mail that carries it to the login address (N-03, C-16). */
export async function mailResetLink(tx: Context, { account, byAdministrator }: ResetToMail): Promise<void> {
  const { id: accountId, email, language } = account;
  const link = await mintLink(tx, { purpose: "password-reset", subjectId: accountId, email });
  const message = { kind: "password-reset", accountId, linkId: link.id, byAdministrator } as const;
  await enqueue(tx, [{ message, recipient: email, language, event: `password-reset:${link.id}` }]);
}
