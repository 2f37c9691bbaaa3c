import { z } from "zod";

const id = z.uuid();

/**
 * Everything the portal has to say by mail: ids only, never a secret (SEC-25). Rows outlive releases, so they are
 * parsed on the way out; a kind is never renamed.
 */
export const message = z.discriminatedUnion("kind", [
  /** N-01: what was asked for. */
  z.object({ kind: z.literal("registration-received"), registrationId: id }),
  /** N-02: the link that activates. */
  z.object({ kind: z.literal("activation-invited"), registrationId: id, linkId: id }),
  /** N-07: somebody tried to register with the address of an account. */
  z.object({ kind: z.literal("address-already-registered"), accountId: id }),
  /** N-09: too many failed sign-ins. */
  z.object({ kind: z.literal("account-locked"), accountId: id }),
  /** N-12: somebody asks to be attached. */
  z.object({ kind: z.literal("attachment-requested"), attachmentId: id }),
  /** a contact address that differs from the login must confirm itself. */
  z.object({ kind: z.literal("contact-email-confirmation"), accountId: id, linkId: id }),
]);
export type Message = z.output<typeof message>;
export type MessageKind = Message["kind"];
