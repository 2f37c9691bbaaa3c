"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { confirmContactEmail } from "@/lib/account/confirm-contact-email";
import { formAction } from "@/lib/web/form-action";
import { readLinkSecret } from "@/lib/web/mailed-link";
import { requestContext } from "@/lib/web/request-context";
import { routes } from "@/lib/web/routes";
import { clearSealed } from "@/lib/web/sealed-cookie";

export const confirmContact = formAction(z.strictObject({}), async (_input, submission) => {
  const secret = await readLinkSecret("contact-email-link");
  const outcome = secret
    ? await confirmContactEmail(await requestContext(), secret)
    : { kind: "refused-link" as const };
  if (outcome.kind === "refused-link") return submission.refuseAll("M-44");
  await clearSealed("contact-email-link");
  return redirect(routes.contactEmailConfirmed());
});
