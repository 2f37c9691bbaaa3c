import { z } from "zod";
import { reasonField, supportFields } from "./support-act";

/** An act on one account, with its reason (R-504, SEC-70). */
export const accountActInput = z.strictObject({ ...supportFields, accountId: z.uuid() });

/** The same where the person had to be recognised first: how that was done is kept with the reason (R-416, SEC-48). */
export const checkedAccountActInput = z.strictObject({
  ...supportFields,
  accountId: z.uuid(),
  identityCheck: reasonField,
});

/** An act on one waiting registration. */
export const registrationActInput = z.strictObject({ ...supportFields, registrationId: z.uuid() });

/** The mails to send again: one alone arrives as a text, several as a list. */
export const mailsActInput = z.strictObject({
  ...supportFields,
  messageIds: z
    .union([z.uuid("M-01"), z.array(z.uuid("M-01")).min(1, "M-01").max(50)], "M-01")
    .transform((ids) => [...new Set([ids].flat())]),
});
