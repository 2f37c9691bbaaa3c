import { bigserial, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./moment";

/** What happened, by whom (R-1201): append only, ids and states, no personal value. */
export const auditEvents = pgTable(
  "audit_events",
  {
    /** Order of recording. */
    position: bigserial("position", { mode: "bigint" }).primaryKey(),
    id: uuid("id").notNull().unique(),
    at: moment("at").notNull(),
    kind: text("kind").notNull(),
    /** Null: a visitor, or the system. */
    actorId: uuid("actor_id"),
    /** The account, registration, structure or attachment acted on. */
    targetId: uuid("target_id"),
    facts: jsonb("facts").notNull(),
  },
  (t) => [
    index("audit_events_target_idx").on(t.targetId, t.at),
    index("audit_events_actor_idx").on(t.actorId, t.at),
    index("audit_events_time_idx").on(t.at),
  ],
);

/** The personal values of an audit event, kept apart so that they can be erased (SEC-96). */
export const auditPersonalValues = pgTable(
  "audit_personal_values",
  {
    eventId: uuid("event_id")
      .primaryKey()
      .references(() => auditEvents.id),
    /** The moment of the event: what is old is found here, for the trail itself only grows (SEC-98). */
    at: moment("at").notNull(),
    origin: text("origin"),
    email: text("email"),
    /** What an administrator wrote about the act (SEC-70): words about people, which the trail itself never holds. */
    words: text("words"),
    /** What changed, by field: the value before and after (R-1201). */
    changes: jsonb("changes").$type<Record<string, { from: unknown; to: unknown }>>(),
  },
  (t) => [index("audit_personal_values_email_idx").on(t.email), index("audit_personal_values_time_idx").on(t.at)],
);
