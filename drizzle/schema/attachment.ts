import { sql } from "drizzle-orm";
import { index, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
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
  },
  (t) => [
    uniqueIndex("attachments_one_live_row")
      .on(t.accountId, t.structureId)
      .where(sql`${t.status} in ('pending', 'approved', 'suspended')`),
    uniqueIndex("attachments_one_primary_manager")
      .on(t.structureId)
      .where(sql`${t.role} = 'primary-manager' and ${t.status} in ('approved', 'suspended')`),
    index("attachments_structure_idx").on(t.structureId, t.status),
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
    requestedAt: moment("requested_at").notNull(),
    decidedAt: moment("decided_at"),
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
    index("subscriptions_structure_idx").on(t.structureId, t.status),
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
    /** The name of the person the event is about, when it is another one. */
    personName: text("person_name"),
    happenedAt: moment("happened_at").notNull(),
  },
  (t) => [index("feed_events_account_idx").on(t.accountId, t.happenedAt.desc())],
);
