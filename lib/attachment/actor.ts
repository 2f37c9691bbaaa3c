import type { access, attachmentStatus, subscriptionStatus } from "@/drizzle/schema/attachment";
import type { identifierType, structureStatus } from "@/drizzle/schema/structure";
import type { Language } from "@/lib/i18n/language";
import type { Role } from "@/lib/structure/rights";
import type { WorkspaceCode } from "@/lib/workspace/workspace";

export type AttachmentStatus = (typeof attachmentStatus.enumValues)[number];
/** Where a request for a workspace stands. */
export type SubscriptionStatus = (typeof subscriptionStatus.enumValues)[number];
export type Access = (typeof access.enumValues)[number];

declare const provenByTheDatabase: unique symbol;

/** One of the person's structures, as far as he may know it. */
export interface OwnAttachment {
  attachmentId: string;
  structureId: string;
  structureStatus: (typeof structureStatus.enumValues)[number];
  sector: "private" | "public";
  identifierType: (typeof identifierType.enumValues)[number];
  identifier: string;
  legalName: string;
  label: string | null;
  role: Role;
  status: AttachmentStatus;
  requestedAt: Date;
  /** `2026-12-31`: the day on which a suspension ends by itself. */
  reactivateOn: string | null;
  /** Of a request that waits: whether a manager decides, or support. Null: it is decided. */
  isManaged: boolean | null;
}

/**
 * The proof of who is asking and what he may do, read from the database for this very request (SEC-44). Only
 * `findActor` makes one, of a session, and `findApiCaller`, of a technical account: its manager, cut to size (SEC-82).
 * Commands and reads take it as a parameter and filter by it.
 */
export interface Actor {
  readonly [provenByTheDatabase]: true;
  accountId: string;
  sessionId: string;
  email: string;
  contactEmail: string;
  givenName: string;
  familyName: string;
  language: Language;
  /** Support, and only in a session that proved the second factor (SEC-70): without it he is a person like any other. */
  isAdministrator: boolean;
  /** The second factor is mandatory for him and not set up yet: he reaches nothing else before. */
  mustEnrolSecondFactor: boolean;
  /** Whether this session proved a second factor; the account then has one. */
  hasSecondFactor: boolean;
  /** False: the request was under way while the session got a new secret; the browser keeps that one (SEC-42). */
  holdsNewestSecret: boolean;
  /** When this session was opened: it lasts 12 hours at most. */
  sessionStartedAt: Date;
  /** When the password was last given in this session (SEC-45). */
  passwordConfirmedAt: Date | null;
  previousSignInAt: Date | null;
  attachments: OwnAttachment[];
  /** How many requests wait for his decision in the structures he manages (the "to do" of S-13). */
  waitingDecisions: number;
  /** How many invitations wait for his answer, at the address he proved. */
  waitingInvitations: number;
  /** The workspaces he is subscribed to, by structure. */
  subscriptions: { structureId: string; workspace: WorkspaceCode; access: Access }[];
}

/** Whether the actor has at least one attachment that gives rights. */
export function isAttached(actor: Actor): boolean {
  return actor.attachments.some(({ status }) => status === "approved");
}

/** Whether the actor manages at least one structure. */
export function isManager(actor: Actor): boolean {
  return actor.attachments.some(({ status, role }) => status === "approved" && role !== "member");
}

/** The proof that a person may enter one workspace (R-302, S-18). */
export interface Subscriber extends Actor {
  readonly workspace: WorkspaceCode;
}

/** The actor as a subscriber of that workspace, or null: it is then as if the workspace did not exist (R-1202). */
export function asSubscriber(actor: Actor, workspace: WorkspaceCode): Subscriber | null {
  if (!actor.subscriptions.some((subscription) => subscription.workspace === workspace)) return null;
  return { ...actor, workspace };
}
