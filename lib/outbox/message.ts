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
  /** N-03 · the link to a new password, to the login address; `byAdministrator`: support started it. */
  z.object({ kind: z.literal("password-reset"), accountId: id, linkId: id, byAdministrator: z.boolean() }),
  /** N-04 · the account was deactivated, to the login address. */
  z.object({ kind: z.literal("account-deactivated"), accountId: id }),
  /** N-05 · the way back, to the contact address: a link, or (null) that support must answer. */
  z.object({ kind: z.literal("reactivation-requested"), accountId: id, linkId: id.nullable() }),
  /** N-06 · the account is back, to the contact address; `eraseOn`: the day of the erasure that this cancels (R-1204). */
  z.object({ kind: z.literal("account-reactivated"), accountId: id, eraseOn: z.iso.datetime().optional() }),
  /** N-07 · someone registered with an address that has an account, to that address. */
  z.object({ kind: z.literal("address-already-registered"), accountId: id }),
  /** N-09 · the account is locked, to the login address. */
  z.object({ kind: z.literal("account-locked"), accountId: id }),
  /** N-08 · the password was changed or reset, to the login address. */
  z.object({
    kind: z.literal("password-changed"),
    accountId: id,
    how: z.enum(["changed", "reset"]),
    at: z.iso.datetime(),
  }),
  /** SEC-47, SEC-48 · somebody with the right password fails at the second factor, to the login address; once a day. */
  z.object({ kind: z.literal("second-factor-guessed"), accountId: id, at: z.iso.datetime() }),
  /** R-506 · support does not give the account back, to the contact address. */
  z.object({ kind: z.literal("reactivation-dismissed"), accountId: id }),
  /** SEC-47 · the secret question was changed, to the login address. */
  z.object({ kind: z.literal("secret-question-changed"), accountId: id, at: z.iso.datetime() }),
  /** N-10 · the account will be deactivated for want of use, to the contact address. */
  z.object({ kind: z.literal("inactivity-reminder"), accountId: id, deactivationOn: z.iso.datetime() }),
  /**
   * N-11 · the contact address changes, to the old and to the new one. The new one carries its confirmation link, or
   * null where the address is proven already.
   */
  z.object({
    kind: z.literal("contact-email-changed"),
    accountId: id,
    linkId: id.nullable(),
    /** Both masked, as the mail shows them. */
    from: z.string(),
    to: z.string(),
  }),
  /** R-604 · the link that proves a new login address, to that address. */
  z.object({ kind: z.literal("login-email-confirmation"), accountId: id, linkId: id }),
  /** R-604, SEC-22 · somebody with an account wanted this taken address as his login, to its owner. */
  z.object({ kind: z.literal("login-email-taken"), accountId: id }),
  /** N-11 · the login address was changed, to the old one. */
  z.object({ kind: z.literal("login-email-changed"), accountId: id, from: z.string(), to: z.string() }),
  /** N-21 · what happened since the last summary, to the contact address of who asked for it. */
  z.object({
    kind: z.literal("activity-summary"),
    accountId: id,
    period: z.enum(["day", "week"]),
    since: z.iso.datetime(),
    until: z.iso.datetime(),
  }),
  /** N-26 · a sign-in from a browser that the account does not know, to the login address. */
  z.object({ kind: z.literal("unknown-device-signed-in"), accountId: id, sessionId: id }),
  /** N-27 · a second factor was added or removed, recovery codes renewed or used, to the login address. */
  z.object({
    kind: z.literal("second-factor-changed"),
    accountId: id,
    change: z.enum([
      "totp-added",
      "totp-removed",
      "passkey-added",
      "passkey-removed",
      "recovery-codes-renewed",
      "recovery-code-used",
      "removed-by-administrator",
    ]),
    at: z.iso.datetime(),
  }),
  /** R-1204 · the account will be erased on a day, to the login address. */
  z.object({ kind: z.literal("erasure-requested"), accountId: id }),
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
  /**
   * N-19 · what happened to a technical account or soon will, to the contact address of the primary manager; never its
   * password.
   */
  z.object({
    kind: z.literal("technical-account-told"),
    technicalAccountId: id,
    event: z.enum(["created", "reset", "expires-soon", "expired", "suspended", "resumed", "deleted"]),
    /** When the password ends, as it was when this was told. */
    expiresAt: z.iso.datetime(),
    /** The primary manager whom it was written to; rows of earlier releases do not say. */
    accountId: id.optional(),
  }),
  /** N-20 · an identifier changed or a structure was deactivated, to the contact addresses of its managers. */
  z.object({ kind: z.literal("identifier-changed"), structureId: id, formerIdentifierId: id }),
  z.object({ kind: z.literal("structure-deactivated"), structureId: id }),
  /** N-20 · the register says that a structure closed, to the contact addresses of its managers. */
  z.object({ kind: z.literal("structure-closed-in-register"), structureId: id }),
  /** N-22 · a provisional identifier waits for its SIRET, to the contact address of the primary manager. */
  z.object({ kind: z.literal("provisional-identifier-reminder"), structureId: id }),
  /** SEC-68 · support named a primary manager, to the contact addresses of everybody attached. */
  z.object({ kind: z.literal("manager-appointed"), structureId: id, appointmentId: id }),
  /** N-23 · someone asks for workspaces, to the contact address of a manager. */
  z.object({ kind: z.literal("subscriptions-requested"), subscriptionIds: z.array(id).min(1) }),
  /** R-319 · the contact address that differs from the login proves itself. */
  z.object({ kind: z.literal("contact-email-confirmation"), accountId: id, linkId: id }),
]);

export type Message = z.output<typeof message>;
export type MessageKind = Message["kind"];
