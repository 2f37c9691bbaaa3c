import { sql } from "drizzle-orm";
import {
  boolean,
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
import { structures } from "./structure";

export const technicalAccountStatus = pgEnum("technical_account_status", ["active", "suspended", "deleted"]);

/** How software acts for a structure (utilisateur technique, R-1001): at most one live one a structure (R-1002). */
export const technicalAccounts = pgTable(
  "technical_accounts",
  {
    id: uuid("id").primaryKey(),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
    /** What it signs in with, at the API alone (R-1003); it outlives a change of the identifier until the next reset. */
    login: text("login").notNull(),
    status: technicalAccountStatus("status").notNull().default("active"),
    /** It may look, and decide nothing (R-1002). */
    readOnly: boolean("read_only").notNull().default(false),
    /** It acts for the structures of its list only, not for all that its manager manages (R-1002). */
    isRestricted: boolean("is_restricted").notNull().default(false),
    createdBy: uuid("created_by").references(() => accounts.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
    /** The last call with a password that is gone by now; of the live ones each has its own. */
    lastUsedBefore: moment("last_used_before"),
    suspendedAt: moment("suspended_at"),
    deletedAt: moment("deleted_at"),
  },
  (t) => [
    uniqueIndex("technical_accounts_one_live_row").on(t.structureId).where(sql`${t.status} <> 'deleted'`),
    uniqueIndex("technical_accounts_login_key").on(t.login).where(sql`${t.status} <> 'deleted'`),
    index("technical_accounts_structure_idx").on(t.structureId),
  ],
);

/** The structures that a restricted technical account acts for. */
export const technicalAccountStructures = pgTable(
  "technical_account_structures",
  {
    technicalAccountId: uuid("technical_account_id")
      .notNull()
      .references(() => technicalAccounts.id, { onDelete: "cascade" }),
    structureId: uuid("structure_id")
      .notNull()
      .references(() => structures.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.technicalAccountId, t.structureId] })],
);

/** A generated password of a technical account, by its keyed hash (SEC-78). Two live ones during a rotation (SEC-80). */
export const technicalSecrets = pgTable(
  "technical_secrets",
  {
    id: uuid("id").primaryKey(),
    technicalAccountId: uuid("technical_account_id")
      .notNull()
      .references(() => technicalAccounts.id, { onDelete: "cascade" }),
    secretHash: text("secret_hash").notNull(),
    /**
     * The primary manager who made it and read it. Once another manages, it reaches the structure itself and nothing else
     * of his successor's: who knows the password must not get his rights (SEC-64).
     */
    madeBy: uuid("made_by").references(() => accounts.id, { onDelete: "set null" }),
    /** Which key of API_SECRET hashed it. */
    keyVersion: integer("key_version").notNull(),
    createdAt: moment("created_at").notNull(),
    /** The first second in which it is refused: 100 days later, or the end that a reset chose for the old one (R-1007, R-1008). */
    expiresAt: moment("expires_at").notNull(),
    lastUsedAt: moment("last_used_at"),
  },
  (t) => [
    index("technical_secrets_account_idx").on(t.technicalAccountId, t.expiresAt),
    index("technical_secrets_expiry_idx").on(t.expiresAt),
  ],
);

/**
 * A password between the act that made it and the page that shows it once: sealed under a key that only the browser's
 * cookie holds, for ten minutes (R-1006, SEC-81).
 */
export const shownSecrets = pgTable("shown_secrets", {
  id: uuid("id").primaryKey(),
  technicalAccountId: uuid("technical_account_id")
    .notNull()
    .references(() => technicalAccounts.id, { onDelete: "cascade" }),
  /** Only the session that made it may see it. */
  sessionId: uuid("session_id").notNull(),
  sealed: text("sealed").notNull(),
  /** Whether it was made by a creation or by a reset: S-16 says so. */
  madeBy: text("made_by", { enum: ["creation", "reset"] }).notNull(),
  expiresAt: moment("expires_at").notNull(),
  /** Set by the one page that showed it; the export goes on until it expires. */
  shownAt: moment("shown_at"),
});

/** What a decision was answered when it was sent with an idempotency key (R-1012): the same answer for a day. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    technicalAccountId: uuid("technical_account_id")
      .notNull()
      .references(() => technicalAccounts.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    /** Of method, path and body: the same key with another request is a mistake. */
    requestHash: text("request_hash").notNull(),
    /** Null while the first request is still at it. */
    status: integer("status"),
    body: jsonb("body"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.technicalAccountId, t.key] }),
    index("idempotency_keys_created_idx").on(t.createdAt),
  ],
);
