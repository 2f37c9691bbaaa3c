import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { language } from "./account";
import { moment } from "./moment";

/** What a visitor asked for at the end of the wizard: no account, no password, no visible trace. */
export const registrations = pgTable(
  "registrations",
  {
    id: uuid("id").primaryKey(),
    /** The wizard's draft number: a second submit of the same draft finds the first one. */
    draftId: uuid("draft_id").notNull(),
    email: text("email").notNull(),
    familyName: text("family_name").notNull(),
    givenName: text("given_name").notNull(),
    phone: text("phone"),
    contactEmail: text("contact_email").notNull(),
    language: language("language").notNull(),
    termsVersion: text("terms_version").notNull(),
    termsAcceptedAt: moment("terms_accepted_at").notNull(),
    surveyConsentAt: moment("survey_consent_at"),
    /** The organisation part, parsed on the way out by `organisationPart`. */
    organisation: jsonb("organisation").notNull(),
    createdAt: moment("created_at").notNull(),
    /** Set once: by the activation that won, or by the one that voided it. */
    closedAt: moment("closed_at"),
  },
  (t) => [
    uniqueIndex("registrations_draft_key").on(t.draftId),
    index("registrations_created_idx").on(t.createdAt),
    index("registrations_waiting_idx").on(t.createdAt.desc().nullsFirst()).where(sql`${t.closedAt} is null`),
    index("registrations_email_idx").on(t.email, t.createdAt),
  ],
);
