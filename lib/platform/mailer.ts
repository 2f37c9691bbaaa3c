/** A mail ready to leave: one recipient, HTML and its plain-text twin (SEC-21, SEC-92). */
export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

/** `refused` is final (the provider will never take it); `failed` is worth another try. */
export type SendOutcome = { kind: "sent" } | { kind: "refused"; reason: string } | { kind: "failed"; reason: string };

/** Hands mails to the provider. The key makes a repeated call deliver once (SEC-97). */
export interface Mailer {
  send(mail: Mail, delivery: { key: string }): Promise<SendOutcome>;
}
