"use server";

import { redirect } from "next/navigation";
import { mailsActInput } from "@/lib/administration/inputs";
import { sendMailsAgain } from "@/lib/administration/send-mails-again";
import { live } from "@/lib/platform/live";
import { adminAction } from "@/lib/web/admin-action";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { routes } from "@/lib/web/routes";

export const sendAgain = adminAction(mailsActInput, async (act, { messageIds }, submission) => {
  const outcome = await sendMailsAgain(await live(), act, { messageIds });
  switch (outcome.kind) {
    case "due-again":
      deliverAfterAnswer();
      return redirect(`${routes.adminMails()}?fait=renvoye`);
    case "none-dead":
      return submission.refuseAll("M-54-mail");
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
