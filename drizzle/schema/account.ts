import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgEnum, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { moment } from "./moment";

export const language = pgEnum("language", ["fr", "en"]);

export const accountStatus = pgEnum("account_status", ["active", "deactivated", "erased"]);

/** A person who proved an address (compte utilisateur). A waiting registration is not an account. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    passwordHash: text("password_hash").notNull(),
    status: accountStatus("status").notNull().default("active"),
    isAdministrator: boolean("is_administrator").notNull().default(false),
    familyName: text("family_name").notNull(),
    givenName: text("given_name").notNull(),
    phone: text("phone"),
    contactEmail: text("contact_email").notNull(),
    language: language("language").notNull(),
    secretQuestion: text("secret_question"),
    secretAnswerHash: text("secret_answer_hash"),
    termsVersion: text("terms_version").notNull(),
    termsAcceptedAt: moment("terms_accepted_at").notNull(),
    surveyConsentAt: moment("survey_consent_at"),
    lockedUntil: moment("locked_until"),
    lastSignInAt: moment("last_sign_in_at"),
    previousSignInAt: moment("previous_sign_in_at"),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("accounts_email_key").on(t.email),
    check("accounts_email_is_canonical", sql`${t.email} = lower(${t.email})`),
  ],
);

/** One signed-in browser. The cookie names it; the row alone decides whether it still counts. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    secretHash: text("secret_hash").notNull().unique(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    userAgent: text("user_agent").notNull(),
    origin: text("origin").notNull(),
    createdAt: moment("created_at").notNull(),
    lastUsedAt: moment("last_used_at").notNull(),
    endedAt: moment("ended_at"),
    /** When the person last gave the password in this session: sensitive acts ask how long ago (SEC-45). */
    passwordConfirmedAt: moment("password_confirmed_at"),
  },
  (t) => [index("sessions_account_idx").on(t.accountId)],
);

/** A browser that signed in before: it keeps its own attempts when others lock the account (R-422, SEC-40). */
export const knownDevices = pgTable(
  "known_devices",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    deviceHash: text("device_hash").notNull(),
    lastUsedAt: moment("last_used_at").notNull(),
  },
  (t) => [unique("known_devices_key").on(t.accountId, t.deviceHash)],
);

export const linkPurpose = pgEnum("link_purpose", [
  "activation",
  "contact-email-confirmation",
  "password-reset",
  "login-email-change",
  "reactivation",
]);

/** A link mailed to a person, usable once. Its secret is derived, never stored (SEC-25). */
export const singleUseLinks = pgTable(
  "single_use_links",
  {
    id: uuid("id").primaryKey(),
    purpose: linkPurpose("purpose").notNull(),
    /** The account or the waiting registration the link acts on. */
    subjectId: uuid("subject_id").notNull(),
    email: text("email").notNull(),
    nonce: text("nonce").notNull(),
    keyVersion: integer("key_version").notNull(),
    secretHash: text("secret_hash").notNull().unique(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    /** Set when a newer link or another act made this one void. */
    voidedAt: moment("voided_at"),
  },
  (t) => [index("single_use_links_subject_idx").on(t.subjectId), index("single_use_links_email_idx").on(t.email)],
);

/** Counts attempts by account, origin or installation; one row a key (R-422, R-208, SEC-28). */
export const throttleCounters = pgTable(
  "throttle_counters",
  {
    key: text("key").primaryKey(),
    used: integer("used").notNull(),
    windowEndsAt: moment("window_ends_at").notNull(),
    closedUntil: moment("closed_until"),
  },
  (t) => [index("throttle_counters_window_idx").on(t.windowEndsAt)],
);
