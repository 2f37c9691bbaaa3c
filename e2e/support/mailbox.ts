import { expect } from "@playwright/test";
import type { ReceivedMail } from "./mailbox-server";

export interface Mailbox {
  /** The newest mail to that address whose subject matches, once it has arrived. */
  waitFor(address: string, subject: RegExp): Promise<ReceivedMail & { links: string[] }>;
  /** All mails that arrived for that address so far, oldest first. */
  mailsTo(address: string): Promise<ReceivedMail[]>;
}

/** The mailbox of everybody whom the portal writes to. */
export function mailboxAt(url: string): Mailbox {
  const mailsTo = async (address: string): Promise<ReceivedMail[]> => {
    const answer = await fetch(`${url}?to=${encodeURIComponent(address)}`);
    return answer.json();
  };
  return {
    mailsTo,
    waitFor: async (address, subject) => {
      let found: ReceivedMail | undefined;
      await expect(async () => {
        const mails = await mailsTo(address);
        found = mails.findLast((mail) => subject.test(mail.subject));
        expect(
          found,
          `a mail to ${address} about ${subject}; it got: ${mails.map((mail) => mail.subject).join(", ")}`,
        ).toBeDefined();
      }).toPass({ timeout: 40_000, intervals: [100, 250, 500] });
      if (!found) throw new Error("unreachable: the mail was just found");
      return { ...found, links: linksOf(found.text) };
    },
  };
}

/** The addresses written in the text twin: what a person can follow without the HTML. */
function linksOf(text: string): string[] {
  return text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
}
