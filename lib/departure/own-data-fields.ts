import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  accounts,
  consents,
  knownDevices,
  passkeys,
  recoveryCodes,
  sessions,
  singleUseLinks,
  totpAuthenticators,
} from "@/drizzle/schema/account";
import {
  appointments,
  attachmentDepartments,
  attachments,
  feedEvents,
  invitations,
  structureHistory,
  subscriptions,
} from "@/drizzle/schema/attachment";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import { documents, mandates } from "@/drizzle/schema/document";
import { registrations } from "@/drizzle/schema/onboarding";
import { operations } from "@/drizzle/schema/operation";
import { outboxMessages } from "@/drizzle/schema/outbox";
import { isHistoryOf } from "./is-history-of";

/**
 * What becomes of a column in the export of one's own data (R-1204, SEC-99), and why it is left out: `secret` would let
 * somebody in or be guessed at; `another-person` names others or holds their words; `account` says whose row it is, as the
 * whole export does; `technical` tells nothing of the person.
 */
export type FieldDecision = "exported" | "secret" | "another-person" | "account" | "technical";

/** A table that holds something of a person: which rows are his, and what becomes of each column. */
export interface OwnDataTable {
  table: PgTable;
  /** A condition on the table's rows, with the account's id. */
  owned: (accountId: string) => SQL;
  fields: Record<string, FieldDecision>;
}

/** Every column of the table has its decision: a new one does not compile without. */
function about<Table extends PgTable>(
  table: Table,
  owned: (accountId: string) => SQL,
  fields: Record<keyof Table["$inferSelect"] & string, FieldDecision>,
): OwnDataTable {
  return { table, owned, fields };
}

const ownAttachments = (id: string) => sql`(select own.id from attachments own where own.account_id = ${id})`;

/** The table of fields: everything the portal holds of a person, by its name in the export. */
export const ownDataTables = {
  account: about(accounts, (id) => sql`${accounts.id} = ${id}`, {
    id: "exported",
    // Under which the compatibility API knows the person.
    number: "exported",
    email: "exported",
    passwordHash: "secret",
    status: "exported",
    isAdministrator: "exported",
    familyName: "exported",
    givenName: "exported",
    phone: "exported",
    contactEmail: "exported",
    addressLine1: "exported",
    addressLine2: "exported",
    addressLine3: "exported",
    postcode: "exported",
    city: "exported",
    country: "exported",
    dailyDigest: "exported",
    weeklySummary: "exported",
    language: "exported",
    secretQuestion: "exported",
    secretAnswerHash: "secret",
    termsVersion: "exported",
    termsAcceptedAt: "exported",
    surveyConsentAt: "exported",
    lockedUntil: "exported",
    lastSignInAt: "exported",
    previousSignInAt: "exported",
    deactivatedAt: "exported",
    deactivationCause: "exported",
    deactivationReason: "exported",
    reactivationRequestedAt: "exported",
    eraseOn: "exported",
    erasedAt: "exported",
    createdAt: "exported",
    searchText: "technical",
  }),
  registration: about(
    registrations,
    // The one that became this account: others of the address may be somebody else's doing.
    (id) => sql`${registrations.id} in (
      select (event.facts->>'registrationId')::uuid from audit_events event
      where event.kind = 'account-activated' and event.target_id = ${id}
    )`,
    {
      id: "technical",
      draftId: "technical",
      email: "exported",
      familyName: "exported",
      givenName: "exported",
      phone: "exported",
      contactEmail: "exported",
      language: "exported",
      termsVersion: "exported",
      termsAcceptedAt: "exported",
      surveyConsentAt: "exported",
      organisation: "exported",
      createdAt: "exported",
      closedAt: "exported",
    },
  ),
  consents: about(consents, (id) => sql`${consents.accountId} = ${id}`, {
    id: "technical",
    accountId: "account",
    subject: "exported",
    version: "exported",
    given: "exported",
    changedAt: "exported",
  }),
  sessions: about(sessions, (id) => sql`${sessions.accountId} = ${id}`, {
    id: "technical",
    secretHash: "secret",
    accountId: "account",
    userAgent: "exported",
    origin: "exported",
    deviceHash: "secret",
    createdAt: "exported",
    lastUsedAt: "exported",
    endedAt: "exported",
    passwordConfirmedAt: "exported",
    previousSecretHash: "secret",
    renewedAt: "exported",
    awaitsSecondFactor: "exported",
    secondFactorAt: "exported",
  }),
  knownDevices: about(knownDevices, (id) => sql`${knownDevices.accountId} = ${id}`, {
    accountId: "account",
    deviceHash: "secret",
    lastUsedAt: "exported",
  }),
  authenticators: about(totpAuthenticators, (id) => sql`${totpAuthenticators.accountId} = ${id}`, {
    accountId: "account",
    sealedSecret: "secret",
    createdAt: "exported",
    confirmedAt: "exported",
    lastStep: "technical",
  }),
  recoveryCodes: about(recoveryCodes, (id) => sql`${recoveryCodes.accountId} = ${id}`, {
    accountId: "account",
    position: "technical",
    codeHash: "secret",
    createdAt: "exported",
    usedAt: "exported",
  }),
  passkeys: about(passkeys, (id) => sql`${passkeys.accountId} = ${id}`, {
    id: "technical",
    accountId: "account",
    credentialId: "secret",
    publicKey: "secret",
    counter: "technical",
    transports: "exported",
    label: "exported",
    createdAt: "exported",
    lastUsedAt: "exported",
  }),
  mailedLinks: about(singleUseLinks, (id) => sql`${singleUseLinks.subjectId} = ${id}`, {
    id: "technical",
    purpose: "exported",
    subjectId: "account",
    email: "exported",
    nonce: "secret",
    keyVersion: "technical",
    secretHash: "secret",
    createdAt: "exported",
    expiresAt: "exported",
    usedAt: "exported",
    voidedAt: "exported",
  }),
  attachments: about(attachments, (id) => sql`${attachments.accountId} = ${id}`, {
    id: "exported",
    number: "exported",
    accountId: "account",
    structureId: "exported",
    role: "exported",
    status: "exported",
    comment: "exported",
    requestedAt: "exported",
    decidedAt: "exported",
    decidedBy: "another-person",
    // Written by a manager, and told to the person with the decision (N-15).
    refusalReason: "exported",
    endedAt: "exported",
    reactivateOn: "exported",
    reminders: "technical",
  }),
  attachmentDepartments: about(
    attachmentDepartments,
    (id) => sql`${attachmentDepartments.attachmentId} in ${ownAttachments(id)}`,
    {
      number: "exported",
      attachmentId: "exported",
      departmentId: "exported",
      status: "exported",
      requestedAt: "exported",
      decidedAt: "exported",
      comment: "exported",
    },
  ),
  subscriptions: about(subscriptions, (id) => sql`${subscriptions.accountId} = ${id}`, {
    id: "technical",
    accountId: "account",
    structureId: "exported",
    departmentId: "exported",
    workspace: "exported",
    access: "exported",
    status: "exported",
    comment: "exported",
    requestedAt: "exported",
    decidedAt: "exported",
    decidedBy: "another-person",
    refusalReason: "exported",
    endedAt: "exported",
  }),
  // What was done about him; what he did himself stands in `acts`, without those it concerned.
  history: about(structureHistory, isHistoryOf, {
    id: "technical",
    structureId: "exported",
    happenedAt: "exported",
    kind: "exported",
    actorId: "another-person",
    subjectId: "account",
    targetId: "technical",
    workspace: "exported",
    reason: "exported",
  }),
  appointments: about(appointments, (id) => sql`${appointments.attachmentId} in ${ownAttachments(id)}`, {
    id: "technical",
    structureId: "exported",
    attachmentId: "exported",
    // What support found out and wrote down, whom it called: others stand in it.
    reason: "another-person",
    proof: "another-person",
    proposedBy: "another-person",
    proposedAt: "exported",
    confirmed: "exported",
    decidedBy: "another-person",
    decidedAt: "exported",
    decisionReason: "another-person",
  }),
  invitations: about(
    invitations,
    (id) => sql`${invitations.email} = (select person.email from accounts person where person.id = ${id})`,
    {
      id: "technical",
      structureId: "exported",
      email: "exported",
      role: "exported",
      permissions: "exported",
      status: "exported",
      invitedBy: "another-person",
      invitedAt: "exported",
      resent: "technical",
      sentAt: "exported",
      expiresAt: "exported",
      answeredAt: "exported",
      answeredBy: "account",
    },
  ),
  feed: about(feedEvents, (id) => sql`${feedEvents.accountId} = ${id}`, {
    id: "technical",
    accountId: "account",
    structureId: "exported",
    departmentId: "exported",
    kind: "exported",
    workspace: "exported",
    personName: "another-person",
    personId: "another-person",
    happenedAt: "exported",
  }),
  documents: about(documents, (id) => sql`${documents.accountId} = ${id}`, {
    id: "technical",
    structureId: "technical",
    accountId: "account",
    type: "exported",
    label: "exported",
    fileName: "exported",
    mediaType: "exported",
    size: "exported",
    storageKey: "secret",
    addedBy: "account",
    addedAt: "exported",
  }),
  signedMandates: about(mandates, (id) => sql`${mandates.signedBy} = ${id}`, {
    id: "technical",
    structureId: "exported",
    mandatedStructureId: "technical",
    label: "exported",
    signedBy: "account",
    signedAt: "exported",
    declarationVersion: "exported",
    revokedBy: "another-person",
    revokedAt: "exported",
  }),
  operations: about(operations, (id) => sql`${operations.accountId} = ${id}`, {
    id: "technical",
    accountId: "account",
    kind: "exported",
    request: "another-person",
    returnPath: "technical",
    total: "exported",
    createdAt: "exported",
    leasedUntil: "technical",
    finishedAt: "exported",
    cancelledAt: "exported",
  }),
  mails: about(
    outboxMessages,
    // An address that two accounts have also gets the other one's mails: those are not his.
    (id) => sql`${outboxMessages.id} in (
      select mail.id from outbox_messages mail where mail.message->>'accountId' = ${id}
      union select mail.id from outbox_messages mail where mail.recipient in (
        select address.email from accounts person, lateral (values (person.email), (person.contact_email)) address(email)
        where person.id = ${id}
          and not exists (select from accounts other where other.id <> person.id and other.email = address.email)
          and not exists (select from accounts other where other.id <> person.id and other.contact_email = address.email)
      )
    )`,
    {
      id: "technical",
      kind: "exported",
      event: "technical",
      recipient: "exported",
      language: "exported",
      message: "another-person",
      status: "exported",
      attempts: "technical",
      dueAt: "technical",
      leasedUntil: "technical",
      lastError: "technical",
      createdAt: "exported",
      settledAt: "exported",
    },
  ),
  acts: about(
    auditEvents,
    (id) => sql`${auditEvents.id} in (
      select event.id from audit_events event where event.actor_id = ${id}
      union select event.id from audit_events event where event.target_id = ${id}
    )`,
    {
      position: "technical",
      id: "exported",
      at: "exported",
      kind: "exported",
      actorId: "another-person",
      targetId: "another-person",
      facts: "another-person",
    },
  ),
  // Only of what he did himself: a sign-in that failed may have been somebody else's.
  actOrigins: about(
    auditPersonalValues,
    (id) =>
      sql`${auditPersonalValues.eventId} in (select event.id from audit_events event where event.actor_id = ${id})`,
    // The words are of support about those on whom it acted; what he changed may be of another, and his own is exported
    // as it is now. Its moment stands with the act.
    {
      eventId: "exported",
      at: "technical",
      origin: "exported",
      email: "exported",
      words: "another-person",
      changes: "another-person",
    },
  ),
} as const satisfies Record<string, OwnDataTable>;

/** A part of the export. */
export type OwnDataPart = keyof typeof ownDataTables;

/**
 * The tables that hold nothing of a person as such, and why. No code reads it: a test proves by it that every table of the
 * database was decided on (SEC-99).
 */
export const tablesOfNobody = {
  structures: "of the structure: its sheet shows it to whoever is attached",
  departments: "of the structure",
  formerIdentifiers: "of the structure",
  openWorkspaces: "of the structure",
  bankDetails: "of the structure: its managers see them",
  technicalAccounts: "of the structure: its primary manager sees it; who made it stands among his acts",
  technicalAccountStructures: "of the structure",
  objectsToRemove: "random keys of files, gone with them",
  technicalSecrets: "keyed hashes of what software signs in with",
  shownSecrets: "sealed, and gone after ten minutes",
  idempotencyKeys: "answers to software, gone after a day",
  operationRows: "name others; gone after 30 days",
  passkeyChallenges: "random, and gone after minutes",
  throttleCounters: "keys are hashed, rows are gone after a day",
  directoryAnswers: "public register",
  news: "public",
} as const;
