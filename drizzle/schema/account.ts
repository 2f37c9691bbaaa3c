import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment } from "./moment";

export const language = pgEnum("language", ["fr", "en"]);

export const accountStatus = pgEnum("account_status", ["active", "deactivated", "erased"]);

/** By whom or what an account was deactivated: it decides who may bring it back. */
export const deactivationCause = pgEnum("deactivation_cause", ["own-wish", "administrator", "inactivity"]);

/** A person who proved an address (compte utilisateur). A waiting registration is not an account. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey(),
    /** The number that the compatibility API knows it by (`cpro-api.md`). */
    number: bigint("number", { mode: "number" }).generatedByDefaultAsIdentity(),
    email: text("email").notNull(),
    passwordHash: text("password_hash").notNull(),
    status: accountStatus("status").notNull().default("active"),
    isAdministrator: boolean("is_administrator").notNull().default(false),
    familyName: text("family_name").notNull(),
    givenName: text("given_name").notNull(),
    phone: text("phone"),
    contactEmail: text("contact_email").notNull(),
    /** The postal address, all of it optional. */
    addressLine1: text("address_line1"),
    addressLine2: text("address_line2"),
    addressLine3: text("address_line3"),
    postcode: text("postcode"),
    city: text("city"),
    /** ISO 3166-1 alpha-2. */
    country: text("country"),
    /** Which summaries of his activity the person asked for (R-601, N-21). */
    dailyDigest: boolean("daily_digest").notNull().default(false),
    weeklySummary: boolean("weekly_summary").notNull().default(false),
    language: language("language").notNull(),
    secretQuestion: text("secret_question"),
    secretAnswerHash: text("secret_answer_hash"),
    termsVersion: text("terms_version").notNull(),
    termsAcceptedAt: moment("terms_accepted_at").notNull(),
    surveyConsentAt: moment("survey_consent_at"),
    lockedUntil: moment("locked_until"),
    lastSignInAt: moment("last_sign_in_at"),
    previousSignInAt: moment("previous_sign_in_at"),
    /** Set while the account is deactivated, and why. */
    deactivatedAt: moment("deactivated_at"),
    deactivationCause: deactivationCause("deactivation_cause"),
    /** What the administrator wrote. */
    deactivationReason: text("deactivation_reason"),
    /** Its owner asked for it back, and an administrator must answer. */
    reactivationRequestedAt: moment("reactivation_requested_at"),
    /** Its owner asked to be forgotten: erased on that day unless he comes back (R-1204). */
    eraseOn: moment("erase_on"),
    /** When names and addresses were wiped out. */
    erasedAt: moment("erased_at"),
    createdAt: moment("created_at").notNull(),
    /** Folded words that support may search by (S-19): written by the database. */
    searchText: text("search_text")
      .notNull()
      .generatedAlwaysAs(sql`fold(email || ' ' || contact_email || ' ' || given_name || ' ' || family_name)`),
  },
  (t) => [
    uniqueIndex("accounts_email_key").on(t.email),
    uniqueIndex("accounts_number_key").on(t.number),
    index("accounts_search_idx").using("gin", t.searchText.op("gin_trgm_ops")),
    index("accounts_activity_idx").on(sql`coalesce(last_sign_in_at, created_at)`).where(sql`${t.status} = 'active'`),
    index("accounts_deactivated_idx").on(t.deactivatedAt).where(sql`${t.status} = 'deactivated'`),
    index("accounts_summaries_idx")
      .on(t.id)
      .where(sql`${t.status} = 'active' and (${t.dailyDigest} or ${t.weeklySummary})`),
    index("accounts_erasure_idx").on(t.eraseOn).where(sql`${t.eraseOn} is not null`),
    index("accounts_contact_idx").on(t.contactEmail),
    index("accounts_locked_idx").on(t.lockedUntil).where(sql`${t.lockedUntil} is not null`),
    index("accounts_reactivation_idx")
      .on(t.reactivationRequestedAt)
      .where(sql`${t.reactivationRequestedAt} is not null`),
    index("accounts_created_idx").on(t.createdAt.desc().nullsFirst()),
    check(
      "accounts_deactivation_is_told",
      sql`${t.status} <> 'deactivated' or (${t.deactivatedAt} is not null and ${t.deactivationCause} is not null)`,
    ),
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
    /** The secret before the last renewal, and when that was: requests under way still carry it for a moment (SEC-42). */
    previousSecretHash: text("previous_secret_hash").unique(),
    renewedAt: moment("renewed_at"),
    userAgent: text("user_agent").notNull(),
    origin: text("origin").notNull(),
    /** Which of the account's known devices it was opened on: closing it elsewhere forgets that one (SEC-47). */
    deviceHash: text("device_hash"),
    createdAt: moment("created_at").notNull(),
    lastUsedAt: moment("last_used_at").notNull(),
    endedAt: moment("ended_at"),
    /** When the person last gave the password in this session: sensitive acts ask how long ago (SEC-45). */
    passwordConfirmedAt: moment("password_confirmed_at"),
    /** The password was right, the second factor is still asked: such a session opens nothing. */
    awaitsSecondFactor: boolean("awaits_second_factor").notNull().default(false),
    /** When the second factor was proven in this session; null: the account has none. */
    secondFactorAt: moment("second_factor_at"),
  },
  (t) => [index("sessions_account_idx").on(t.accountId), index("sessions_created_idx").on(t.createdAt)],
);

/** The time-based codes of an authenticator application (TOTP, R-425); its secret is sealed with a versioned key (SEC-101). */
export const totpAuthenticators = pgTable("totp_authenticators", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  sealedSecret: text("sealed_secret").notNull(),
  createdAt: moment("created_at").notNull(),
  /** Null: shown, but no code has come back yet; it counts for nothing. */
  confirmedAt: moment("confirmed_at"),
  /** The last time step whose code was taken: each works once (SEC-48). */
  lastStep: bigint("last_step", { mode: "number" }),
});

/** A code on paper that stands in for a lost second factor, once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The number that each code begins with: one slow hash a try, not ten. */
    position: integer("position").notNull(),
    codeHash: text("code_hash").notNull(),
    createdAt: moment("created_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.position] })],
);

/** A passkey (WebAuthn credential) of an account (R-425, SEC-49). */
export const passkeys = pgTable(
  "passkeys",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** As the browser names it, base64url. */
    credentialId: text("credential_id").notNull().unique(),
    /** COSE, base64url. */
    publicKey: text("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    /** What the person calls it. */
    label: text("label").notNull(),
    createdAt: moment("created_at").notNull(),
    lastUsedAt: moment("last_used_at"),
  },
  (t) => [index("passkeys_account_idx").on(t.accountId)],
);

/** A challenge that one browser must answer with a passkey, once, within minutes (SEC-49). */
export const passkeyChallenges = pgTable("passkey_challenges", {
  sessionId: uuid("session_id")
    .primaryKey()
    .references(() => sessions.id, { onDelete: "cascade" }),
  challenge: text("challenge").notNull(),
  purpose: text("purpose", { enum: ["enrolment", "sign-in"] }).notNull(),
  expiresAt: moment("expires_at").notNull(),
});

/** What a person agreed to, and when he took it back: one row a change (R-1204). */
export const consents = pgTable(
  "consents",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    subject: text("subject", { enum: ["terms", "survey"] }).notNull(),
    /** Which wording; null where it has no versions. */
    version: text("version"),
    given: boolean("given").notNull(),
    changedAt: moment("changed_at").notNull(),
  },
  (t) => [index("consents_account_idx").on(t.accountId, t.changedAt)],
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
  (t) => [unique("known_devices_key").on(t.accountId, t.deviceHash), index("known_devices_used_idx").on(t.lastUsedAt)],
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
  (t) => [
    index("single_use_links_subject_idx").on(t.subjectId),
    index("single_use_links_email_idx").on(t.email),
    index("single_use_links_expiry_idx").on(t.expiresAt),
  ],
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
