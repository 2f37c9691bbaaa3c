import { type ErrorResponse, Resend } from "resend";
import type { Mailer, SendOutcome } from "./mailer";
import { within } from "./within";

/** Where and as whom to send; the SDK has no timeout of its own. */
export interface ResendSettings {
  apiKey: string;
  baseUrl: string | undefined;
  from: string;
  timeoutMs?: number;
}

/** Sends by Resend. Its SDK never throws: what it answers is sorted into sent, refused and failed (SEC-97). */
export function resendMailer({ apiKey, baseUrl, from, timeoutMs = 10_000 }: ResendSettings): Mailer {
  const resend = new Resend(apiKey, { baseUrl });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "localhost";
  return {
    async send({ to, subject, html, text }, { key }) {
      if (!oneAddress.test(to)) return { kind: "refused", reason: "not one address" };
      const mail = { from, to: [to], subject, html, text, headers: { "Message-ID": `<${key}@${domain}>` } };
      try {
        const { error } = await within(timeoutMs, (signal) =>
          resend.emails.send(mail, { idempotencyKey: key, signal }),
        );
        return error ? outcomeOf(error) : { kind: "sent" };
      } catch {
        return { kind: "failed", reason: "no answer in time" };
      }
    },
  };
}

/** Nothing that could name a second recipient or start a header (SEC-21). */
const oneAddress = /^[^\s,;:<>"()]+@[^\s,;:<>"()@]+$/;

/**
 * Only a fault of the mail itself is final. A wrong key, an unproven domain, a spent quota or a provider that is
 * down is mended by somebody, and the mail must not be lost meanwhile.
 */
function outcomeOf({ name, statusCode }: ErrorResponse): SendOutcome {
  // The provider took this key before, with a mail of an earlier release: it has left.
  if (name === "invalid_idempotent_request") return { kind: "sent" };
  // Never the message: it may quote the address.
  const reason = `${statusCode ?? "no answer"} ${name}`;
  const faultOfMail = (statusCode === 400 || statusCode === 422) && name !== "invalid_from_address";
  return faultOfMail ? { kind: "refused", reason } : { kind: "failed", reason };
}
