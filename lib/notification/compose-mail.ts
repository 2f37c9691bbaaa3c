import type { Context } from "@/lib/platform/context";
import type { Mail } from "@/lib/platform/mailer";
import type { Letter } from "./letter";
import type { MailOrder } from "./mail-order";
import { accountDeactivated } from "./mails/account-deactivated";
import { accountLocked } from "./mails/account-locked";
import { accountReactivated } from "./mails/account-reactivated";
import { activationInvited } from "./mails/activation-invited";
import { activitySummary } from "./mails/activity-summary";
import { addressAlreadyRegistered } from "./mails/address-already-registered";
import { attachmentDecided } from "./mails/attachment-decided";
import { attachmentRequestClosed } from "./mails/attachment-request-closed";
import { attachmentRequested } from "./mails/attachment-requested";
import { contactEmailChanged } from "./mails/contact-email-changed";
import { contactEmailConfirmation } from "./mails/contact-email-confirmation";
import { erasureRequested } from "./mails/erasure-requested";
import { identifierChanged } from "./mails/identifier-changed";
import { inactivityReminder } from "./mails/inactivity-reminder";
import { invitedToStructure } from "./mails/invited-to-structure";
import { loginEmailChanged } from "./mails/login-email-changed";
import { loginEmailConfirmation } from "./mails/login-email-confirmation";
import { loginEmailTaken } from "./mails/login-email-taken";
import { managementTransferred } from "./mails/management-transferred";
import { managerAppointed } from "./mails/manager-appointed";
import { passwordChanged } from "./mails/password-changed";
import { passwordReset } from "./mails/password-reset";
import { provisionalIdentifierReminder } from "./mails/provisional-identifier-reminder";
import { reactivationDismissed } from "./mails/reactivation-dismissed";
import { reactivationRequested } from "./mails/reactivation-requested";
import { registrationReceived } from "./mails/registration-received";
import { requestsStillPending } from "./mails/requests-still-pending";
import { secondFactorChanged } from "./mails/second-factor-changed";
import { secondFactorGuessed } from "./mails/second-factor-guessed";
import { secretQuestionChanged } from "./mails/secret-question-changed";
import { structureClosedInRegister } from "./mails/structure-closed-in-register";
import { structureDeactivated } from "./mails/structure-deactivated";
import { subscriptionsDecided } from "./mails/subscriptions-decided";
import { subscriptionsRequested } from "./mails/subscriptions-requested";
import { technicalAccountTold } from "./mails/technical-account-told";
import { unknownDeviceSignedIn } from "./mails/unknown-device-signed-in";

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
    case "requests-still-pending":
      return requestsStillPending(ctx, { message, ...to });
    case "attachment-request-closed":
      return attachmentRequestClosed(ctx, { message, ...to });
    case "attachment-decided":
      return attachmentDecided(ctx, { message, ...to });
    case "subscriptions-decided":
      return subscriptionsDecided(ctx, { message, ...to });
    case "management-transferred":
      return managementTransferred(ctx, { message, ...to });
    case "invited-to-structure":
      return invitedToStructure(ctx, { message, ...to });
    case "identifier-changed":
      return identifierChanged(ctx, { message, ...to });
    case "structure-deactivated":
      return structureDeactivated(ctx, { message, ...to });
    case "subscriptions-requested":
      return subscriptionsRequested(ctx, { message, ...to });
    case "contact-email-confirmation":
      return contactEmailConfirmation(ctx, { message, ...to });
    case "password-reset":
      return passwordReset(ctx, { message, ...to });
    case "account-deactivated":
      return accountDeactivated(ctx, { message, ...to });
    case "reactivation-requested":
      return reactivationRequested(ctx, { message, ...to });
    case "reactivation-dismissed":
      return reactivationDismissed(ctx, { message, ...to });
    case "account-reactivated":
      return accountReactivated(ctx, { message, ...to });
    case "secret-question-changed":
      return secretQuestionChanged(ctx, { message, ...to });
    case "password-changed":
      return passwordChanged(ctx, { message, ...to });
    case "inactivity-reminder":
      return inactivityReminder(ctx, { message, ...to });
    case "contact-email-changed":
      return contactEmailChanged(ctx, { message, ...to });
    case "login-email-confirmation":
      return loginEmailConfirmation(ctx, { message, ...to });
    case "login-email-taken":
      return loginEmailTaken(ctx, { message, ...to });
    case "login-email-changed":
      return loginEmailChanged(ctx, { message, ...to });
    case "activity-summary":
      return activitySummary(ctx, { message, ...to });
    case "unknown-device-signed-in":
      return unknownDeviceSignedIn(ctx, { message, ...to });
    case "second-factor-guessed":
      return secondFactorGuessed(ctx, { message, ...to });
    case "second-factor-changed":
      return secondFactorChanged(ctx, { message, ...to });
    case "erasure-requested":
      return erasureRequested(ctx, { message, ...to });
    case "structure-closed-in-register":
      return structureClosedInRegister(ctx, { message, ...to });
    case "provisional-identifier-reminder":
      return provisionalIdentifierReminder(ctx, { message, ...to });
    case "manager-appointed":
      return managerAppointed(ctx, { message, ...to });
    case "technical-account-told":
      return technicalAccountTold(ctx, { message, ...to });
  }
}
