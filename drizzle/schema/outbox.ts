import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { language } from "./account";
import { moment } from "./moment";

export const outboxStatus = pgEnum("outbox_status", ["due", "sent", "dropped", "dead"]);

/** A mail that must be sent (R-1101): written with the change it tells of, delivered after the answer. */
export const outboxMessages = pgTable(
  "outbox_messages",
  {
    id: uuid("id").primaryKey(),
    /** The kind of its message: which mail this is. */
    kind: text("kind").notNull(),
    /** What it tells of; with the recipient it is sent once. */
    event: text("event").notNull(),
    recipient: text("recipient").notNull(),
    language: language("language").notNull(),
    /** Ids only, parsed on the way out (rows outlive releases). */
    message: jsonb("message").notNull(),
    status: outboxStatus("status").notNull().default("due"),
    attempts: integer("attempts").notNull().default(0),
    dueAt: moment("due_at").notNull(),
    leasedUntil: moment("leased_until"),
    lastError: text("last_error"),
    createdAt: moment("created_at").notNull(),
    settledAt: moment("settled_at"),
  },
  (t) => [
    uniqueIndex("outbox_messages_once").on(t.event, t.recipient),
    index("outbox_messages_due_idx").on(t.dueAt).where(sql`${t.status} = 'due'`),
    // What was written about an account, when it is erased.
    index("outbox_messages_account_idx").on(sql`(message ->> 'accountId')`),
    index("outbox_messages_registration_idx").on(sql`(message ->> 'registrationId')`),
    index("outbox_messages_created_idx").on(t.status, t.createdAt.desc().nullsFirst()),
    index("outbox_messages_recipient_idx").on(t.recipient, t.kind, t.createdAt),
  ],
);
