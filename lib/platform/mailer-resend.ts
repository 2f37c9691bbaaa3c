import { setTimeout } from "node:timers/promises";
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

/** Every team may ask so often in a second; one that may ask more often is told so by each answer. */
const REQUESTS_A_SECOND = 2;
/** More than that do not wait in here: their turn would come when somebody else has taken them up (SEC-97). */
const MOST_WAITING = 20;
/** How long a mail waits that came too early, when the provider does not say, and at most: then it is worth a look. */
const LATER_SECONDS = { unsaid: 60, atMost: 3600 };

/**
 * Sends by Resend, no faster than it takes mails. Its SDK never throws: what it answers is sorted into sent, refused,
 * failed and later (SEC-97).
 */
export function resendMailer({ apiKey, baseUrl, from, timeoutMs = 10_000 }: ResendSettings): Mailer {
  const resend = new Resend(apiKey, { baseUrl });
  let perSecond = REQUESTS_A_SECOND;
  let waiting = 0;
  let lastTurn = Promise.resolve();
  const turn = async () => {
    const mine = lastTurn;
    // A tenth slower than allowed: what leaves evenly does not arrive evenly.
    lastTurn = mine.then(() => setTimeout(1100 / perSecond));
    waiting++;
    await mine;
    waiting--;
  };
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "localhost";
  return {
    async send({ to, subject, html, text }, { key }) {
      if (!oneAddress.test(to)) return { kind: "refused", reason: "not one address" };
      const mail = { from, to: [to], subject, html, text, headers: { "Message-ID": `<${key}@${domain}>` } };
      if (waiting === MOST_WAITING) return { kind: "later", reason: "too many at once", afterSeconds: MOST_WAITING };
      await turn();
      try {
        const { error, headers } = await within(timeoutMs, (signal) =>
          resend.emails.send(mail, { idempotencyKey: key, signal }),
        );
        perSecond = Number(headers?.["ratelimit-limit"]) || perSecond;
        return error ? outcomeOf(error, headers?.["retry-after"]) : { kind: "sent" };
      } catch {
        return { kind: "failed", reason: "no answer in time" };
      }
    },
  };
}

/** Nothing that could name a second recipient or start a header (SEC-21). */
const oneAddress = /^[^\s,;:<>"()]+@[^\s,;:<>"()@]+$/;

/**
 * Only a fault of the mail itself is final. A wrong key, an unproven domain or a provider that is down is mended by
 * somebody, and the mail must not be lost meanwhile; a spent limit or quota comes back by itself.
 */
function outcomeOf({ name, statusCode }: ErrorResponse, retryAfter: string | undefined): SendOutcome {
  // The provider took this key before, with a mail of an earlier release: it has left.
  if (name === "invalid_idempotent_request") return { kind: "sent" };
  // Never the message: it may quote the address.
  const reason = `${statusCode ?? "no answer"} ${name}`;
  if (statusCode === 429) return { kind: "later", reason, afterSeconds: secondsOf(retryAfter) };
  const faultOfMail = (statusCode === 400 || statusCode === 422) && name !== "invalid_from_address";
  return faultOfMail ? { kind: "refused", reason } : { kind: "failed", reason };
}

function secondsOf(retryAfter: string | undefined): number {
  const seconds = Number(retryAfter);
  return seconds > 0 ? Math.min(seconds, LATER_SECONDS.atMost) : LATER_SECONDS.unsaid;
}
