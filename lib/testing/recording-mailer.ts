import type { Mail, Mailer, SendOutcome } from "@/lib/platform/mailer";

export interface RecordingMailer extends Mailer {
  /** Every mail that was handed over, with its key, whatever was answered. */
  sent: (Mail & { key: string })[];
  /** What the provider answers from now on. */
  answer: SendOutcome;
}

/** A provider that keeps the mails it is given. */
export function recordingMailer(): RecordingMailer {
  const mailer: RecordingMailer = {
    sent: [],
    answer: { kind: "sent" },
    async send(mail, { key }) {
      mailer.sent.push({ ...mail, key });
      return mailer.answer;
    },
  };
  return mailer;
}
