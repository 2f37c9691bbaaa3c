import type { Env } from "./env";
import { folderMailer, mailFolder } from "./mailer-folder";
import { resendMailer } from "./mailer-resend";

/** A mail ready to leave: one recipient, HTML and its plain-text twin (SEC-21, SEC-92). */
export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

/**
 * `refused` is final (the provider will never take it); `failed` is worth another try; `later` was not tried at all, the
 * provider takes no more for that long.
 */
export type SendOutcome =
  | { kind: "sent" }
  | { kind: "refused"; reason: string }
  | { kind: "failed"; reason: string }
  | { kind: "later"; reason: string; afterSeconds: number };

/** Hands mails to the provider. The key makes a repeated call deliver once (SEC-97). */
export interface Mailer {
  send(mail: Mail, delivery: { key: string }): Promise<SendOutcome>;
}

/** The mailer that the settings name. Only the demonstration and development keep mails on this machine (SEC-15). */
export function createMailer(env: Env): Mailer {
  if (env.DEMO) return folderMailer(mailFolder(env));
  if (env.RESEND_API_KEY && env.MAIL_FROM) {
    return resendMailer({ apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL, from: env.MAIL_FROM });
  }
  if (env.NODE_ENV === "production") throw new Error("No mail provider: set RESEND_API_KEY and MAIL_FROM.");
  return folderMailer(mailFolder(env));
}
