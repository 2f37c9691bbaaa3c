import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "./account";
import { moment } from "./moment";
import { departments, structures } from "./structure";
import { workspaceCode } from "./workspace";

export const role = pgEnum("role", ["primary-manager", "secondary-manager", "member"]);

export const attachmentStatus = pgEnum("attachment_status", [
  "pending",
  "approved",
  "refused",
  "cancelled",
  "suspended",
  "ended",
]);

/** Who may act for which structure (rattachement): one live row per person and structure. */
export const attachments = pgTable(
  "attachments",
  {
    id: uuid("id").primaryKey(),
    /** The number that the compatibility API knows it by (`cpro-api.md`). */
    number: bigint("number", { mode: "number" }).generatedByDefaultAsIdentity(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    role: role("role").notNull(),
    status: attachmentStatus("status").notNull(),
    comment: text("comment"),
    requestedAt: moment("requested_at").notNull(),
    decidedAt: moment("decided_at"),
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "set null" }),
    refusalReason: text("refusal_reason"),
    endedAt: moment("ended_at"),
    /** The day on which a suspension ends by itself; null: when a manager ends it. */
    reactivateOn: date("reactivate_on"),
    /** How many reminders of a waiting request the managers have had. */
    reminders: integer("reminders").notNull().default(0),
  },
  (t) => [
    uniqueIndex("attachments_number_key").on(t.number),
    uniqueIndex("attachments_one_live_row")
      .on(t.accountId, t.structureId)
      .where(sql`${t.status} in ('pending', 'approved', 'suspended')`),
    uniqueIndex("attachments_one_primary_manager")
      .on(t.structureId)
      .where(sql`${t.role} = 'primary-manager' and ${t.status} in ('approved', 'suspended')`),
    index("attachments_structure_idx").on(t.structureId, t.status, t.requestedAt),
    // A large structure has thousands of members, and every act on it asks who manages it.
    index("attachments_managers_idx").on(t.structureId).where(sql`${t.role} <> 'member' and ${t.status} = 'approved'`),
    index("attachments_account_idx").on(t.accountId, t.requestedAt.desc().nullsFirst()),
    index("attachments_waiting_idx").on(t.requestedAt).where(sql`${t.status} = 'pending'`),
    index("attachments_closed_requests_idx")
      .on(sql`coalesce(${t.decidedAt}, ${t.requestedAt})`)
      .where(sql`${t.status} in ('refused', 'cancelled')`),
    index("attachments_reactivation_idx").on(t.reactivateOn).where(sql`${t.status} = 'suspended'`),
    check("attachments_reactivation_follows_suspension", sql`${t.reactivateOn} is null or ${t.status} = 'suspended'`),
  ],
);

export const departmentDecision = pgEnum("department_decision", ["pending", "approved", "refused"]);

/** A department that an attachment is for. An attachment without such a line is for the default one. */
export const attachmentDepartments = pgTable(
  "attachment_departments",
  {
    /** The number that the compatibility API knows it by (`cpro-api.md`). */
    number: bigint("number", { mode: "number" }).generatedByDefaultAsIdentity(),
    attachmentId: uuid("attachment_id")
      .notNull()
      .references(() => attachments.id, { onDelete: "cascade" }),
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id, { onDelete: "cascade" }),
    status: departmentDecision("status").notNull(),
    requestedAt: moment("requested_at").notNull(),
    decidedAt: moment("decided_at"),
    comment: text("comment"),
  },
  (t) => [
    primaryKey({ columns: [t.attachmentId, t.departmentId] }),
    uniqueIndex("attachment_departments_number_key").on(t.number),
    index("attachment_departments_department_idx").on(t.departmentId),
  ],
);

export const subscriptionStatus = pgEnum("subscription_status", ["pending", "active", "refused", "cancelled", "ended"]);
export const access = pgEnum("access", ["read", "write"]);

/** A person's use of one workspace for one structure (abonnement), by department or for all. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    /** Null: for the whole structure. */
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "cascade" }),
    workspace: workspaceCode("workspace").notNull(),
    access: access("access").notNull(),
    status: subscriptionStatus("status").notNull(),
    comment: text("comment"),
    requestedAt: moment("requested_at").notNull(),
    decidedAt: moment("decided_at"),
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "set null" }),
    refusalReason: text("refusal_reason"),
    endedAt: moment("ended_at"),
  },
  (t) => [
    uniqueIndex("subscriptions_one_live_row")
      .on(
        t.accountId,
        t.structureId,
        sql`coalesce(${t.departmentId}, '00000000-0000-0000-0000-000000000000'::uuid)`,
        t.workspace,
      )
      .where(sql`${t.status} in ('pending', 'active')`),
    index("subscriptions_structure_idx").on(t.structureId, t.status, t.requestedAt),
    index("subscriptions_waiting_idx").on(t.requestedAt).where(sql`${t.status} = 'pending'`),
    index("subscriptions_closed_requests_idx")
      .on(sql`coalesce(${t.decidedAt}, ${t.endedAt}, ${t.requestedAt})`)
      .where(sql`${t.status} in ('refused', 'cancelled')`),
    index("subscriptions_account_idx").on(t.accountId, t.requestedAt.desc().nullsFirst()),
    index("subscriptions_department_idx").on(t.departmentId).where(sql`${t.departmentId} is not null`),
  ],
);

/**
 * What was done to the people of a structure, by whom (R-904, "Historique des actions") and the timeline of each
 * request: one row an act, written with it.
 */
export const structureHistory = pgTable(
  "structure_history",
  {
    id: uuid("id").primaryKey(),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    happenedAt: moment("happened_at").notNull(),
    kind: text("kind").notNull(),
    /** Null: the portal itself, by a deadline or a planned date. */
    actorId: uuid("actor_id").references(() => accounts.id, { onDelete: "set null" }),
    /** The person whose attachment or subscription it is; null when it concerns the structure. */
    subjectId: uuid("subject_id").references(() => accounts.id, { onDelete: "set null" }),
    /** The attachment, subscription or other row it is about. */
    targetId: uuid("target_id"),
    workspace: workspaceCode("workspace"),
    /** The reason of a refusal. */
    reason: text("reason"),
  },
  (t) => [
    index("structure_history_structure_idx").on(t.structureId, t.happenedAt.desc().nullsFirst()),
    index("structure_history_target_idx").on(t.targetId, t.happenedAt),
  ],
);

/**
 * Support names a primary manager where the seat is vacant or contested: one administrator proposes with reason and
 * proof, another one confirms (SEC-68). Undecided: both `decidedAt` and `decidedBy` are null.
 */
export const appointments = pgTable(
  "appointments",
  {
    id: uuid("id").primaryKey(),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    attachmentId: uuid("attachment_id")
      .notNull()
      .references(() => attachments.id, { onDelete: "cascade" }),
    reason: text("reason").notNull(),
    /** How support made sure of the person: a document seen, a call back. */
    proof: text("proof").notNull(),
    proposedBy: uuid("proposed_by").references(() => accounts.id, { onDelete: "set null" }),
    proposedAt: moment("proposed_at").notNull(),
    confirmed: boolean("confirmed"),
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "set null" }),
    decidedAt: moment("decided_at"),
    decisionReason: text("decision_reason"),
  },
  (t) => [
    uniqueIndex("appointments_one_live_row").on(t.structureId).where(sql`${t.decidedAt} is null`),
    check("appointments_take_two", sql`${t.decidedBy} is distinct from ${t.proposedBy} or ${t.confirmed} is not true`),
  ],
);

export const invitationStatus = pgEnum("invitation_status", [
  "pending",
  "accepted",
  "declined",
  "withdrawn",
  "expired",
]);

/** A manager's offer to whoever owns an address: nobody is attached by it until that person accepts. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey(),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    /** Canonical, as accounts keep theirs: only the account that proved it may answer (SEC-69). */
    email: text("email").notNull(),
    role: role("role").notNull(),
    /** `{ departmentIds, workspaces: [{ workspace, access }] }`, parsed on the way out. */
    permissions: jsonb("permissions").notNull(),
    status: invitationStatus("status").notNull().default("pending"),
    invitedBy: uuid("invited_by").references(() => accounts.id, { onDelete: "set null" }),
    invitedAt: moment("invited_at").notNull(),
    /** How often its mail was sent again. */
    resent: integer("resent").notNull().default(0),
    sentAt: moment("sent_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    answeredAt: moment("answered_at"),
    answeredBy: uuid("answered_by").references(() => accounts.id, { onDelete: "set null" }),
  },
  (t) => [
    uniqueIndex("invitations_one_live_row").on(t.structureId, t.email).where(sql`${t.status} = 'pending'`),
    index("invitations_email_idx").on(t.email, t.invitedAt.desc().nullsFirst()),
    index("invitations_over_idx").on(sql`coalesce(${t.answeredAt}, ${t.expiresAt})`),
    index("invitations_structure_idx").on(t.structureId, t.invitedAt.desc().nullsFirst()),
    check("invitations_email_is_canonical", sql`${t.email} = lower(${t.email})`),
    check("invitations_give_no_primary_manager", sql`${t.role} <> 'primary-manager'`),
  ],
);

/** What a person reads in "Fil d'événements" (R-307): one row per person told. */
export const feedEvents = pgTable(
  "feed_events",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    structureId: uuid("structure_id").references(() => structures.id, { onDelete: "cascade" }),
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    workspace: workspaceCode("workspace"),
    /** The name of the person the event is about, when it is another one. */
    personName: text("person_name"),
    /** Who that is, by whatever name: what is wiped at his erasure. Older lines do not know. */
    personId: uuid("person_id").references(() => accounts.id, { onDelete: "set null" }),
    happenedAt: moment("happened_at").notNull(),
  },
  (t) => [
    index("feed_events_structure_idx").on(t.structureId),
    index("feed_events_person_idx").on(t.personId).where(sql`${t.personId} is not null`),
    index("feed_events_department_idx").on(t.departmentId).where(sql`${t.departmentId} is not null`),
    index("feed_events_account_idx").on(t.accountId, t.happenedAt.desc().nullsFirst()),
  ],
);
