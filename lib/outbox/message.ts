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
  /** N-13 · requests still wait, to the contact address of a manager, else to support. */
  z.object({ kind: z.literal("requests-still-pending"), structureId: id, attachmentIds: z.array(id) }),
  /** N-14 · a request was cancelled by its owner, expired or closed, to the contact address of the requester. */
  z.object({
    kind: z.literal("attachment-request-closed"),
    attachmentId: id,
    cause: z.enum(["cancelled", "expired", "structure-deactivated"]),
  }),
  /** N-15 · what was decided of an attachment, to the contact address of its owner. */
  z.object({
    kind: z.literal("attachment-decided"),
    attachmentId: id,
    decision: z.enum(["approved", "refused", "suspended", "reactivated", "ended", "role-changed"]),
    /** Null: the portal itself, on a planned date. */
    deciderId: id.nullable(),
  }),
  /** N-16 · what was decided of subscriptions of one person in one structure, to that person's contact address. */
  z.object({
    kind: z.literal("subscriptions-decided"),
    subscriptionIds: z.array(id).min(1),
    decision: z.enum(["approved", "refused", "ended"]),
    deciderId: id.nullable(),
  }),
  /** N-17 · the main role passed on, to the contact addresses of the old and the new primary manager. */
  z.object({ kind: z.literal("management-transferred"), structureId: id, fromId: id.nullable(), toId: id }),
  /** N-18 · a manager invites, to the address he typed. */
  z.object({ kind: z.literal("invited-to-structure"), invitationId: id }),
  /** N-20 · an identifier changed or a structure was deactivated, to the contact addresses of its managers. */
  z.object({ kind: z.literal("identifier-changed"), structureId: id, formerIdentifierId: id }),
  z.object({ kind: z.literal("structure-deactivated"), structureId: id }),
  /** N-23 · someone asks for workspaces, to the contact address of a manager. */
  z.object({ kind: z.literal("subscriptions-requested"), subscriptionIds: z.array(id).min(1) }),
  /** R-319 · the contact address that differs from the login proves itself. */
  z.object({ kind: z.literal("contact-email-confirmation"), accountId: id, linkId: id }),
]);

export type Message = z.output<typeof message>;
export type MessageKind = Message["kind"];
