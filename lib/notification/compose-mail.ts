import type { Context } from "@/lib/platform/context";
import type { Mail } from "@/lib/platform/mailer";
import type { Letter } from "./letter";
import type { MailOrder } from "./mail-order";
import { accountLocked } from "./mails/account-locked";
import { activationInvited } from "./mails/activation-invited";
import { addressAlreadyRegistered } from "./mails/address-already-registered";
import { attachmentRequested } from "./mails/attachment-requested";
import { contactEmailConfirmation } from "./mails/contact-email-confirmation";
import { registrationReceived } from "./mails/registration-received";

/** `dropped`: what it tells of is over, or is not this recipient's any more (SEC-97). */
export type ComposedMail = { kind: "mail"; mail: Mail } | { kind: "dropped" };

/** Turns a message into the mail that tells it, from what the database says now (R-1101 to R-1103). */
export async function composeMail(ctx: Context, order: MailOrder): Promise<ComposedMail> {
  const letter = await letterOf(ctx, order);
  if (!letter) return { kind: "dropped" };
  // The mail library is large: whoever sends nothing does not load it.
  const { renderLetter } = await import("./render-letter");
  const written = await renderLetter(ctx.env, order.language, letter);
  return { kind: "mail", mail: { to: order.recipient, ...written } };
}

function letterOf(ctx: Context, { message, ...to }: MailOrder): Promise<Letter | null> {
  switch (message.kind) {
    case "registration-received":
      return registrationReceived(ctx, { message, ...to });
    case "activation-invited":
      return activationInvited(ctx, { message, ...to });
    case "address-already-registered":
      return addressAlreadyRegistered(ctx, { message, ...to });
    case "account-locked":
      return accountLocked(ctx, { message, ...to });
    case "attachment-requested":
      return attachmentRequested(ctx, { message, ...to });
    case "contact-email-confirmation":
      return contactEmailConfirmation(ctx, { message, ...to });
  }
}
