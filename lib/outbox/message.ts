import { z } from "zod";

const id = z.uuid();

/**
 * Everything the portal writes to people about (notification). Ids only: the facts are read when the mail is
 * written, and no secret ever lies in a row (SEC-25). Rows outlive releases, so they are parsed on the way out.
 */
export const message = z.discriminatedUnion("kind", [
  /** N-01 · what was asked for at the end of the wizard, to the login address. */
  z.object({ kind: z.literal("registration-received"), registrationId: id }),
  /** N-02 · the activation link, to the login address. */
  z.object({ kind: z.literal("activation-invited"), registrationId: id, linkId: id }),
  /** N-07 · someone registered with an address that has an account, to that address. */
  z.object({ kind: z.literal("address-already-registered"), accountId: id }),
  /** N-09 · the account is locked, to the login address. */
  z.object({ kind: z.literal("account-locked"), accountId: id }),
  /** N-12 · someone asks to act for a structure, to the contact address of a manager, else to support. */
  z.object({ kind: z.literal("attachment-requested"), attachmentId: id }),
  /** R-319 · the contact address that differs from the login proves itself. */
  z.object({ kind: z.literal("contact-email-confirmation"), accountId: id, linkId: id }),
]);

export type Message = z.output<typeof message>;
export type MessageKind = Message["kind"];
