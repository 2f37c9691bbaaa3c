import { index, integer, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./account";
import { moment } from "./moment";

/** One act done to many rows (action de masse, R-907): it goes on in the background, and can be left and found again. */
export const operations = pgTable(
  "operations",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    /** What is done to each row, the same for all; parsed on the way out. */
    request: jsonb("request").notNull(),
    /** Where its person came from and goes back to: a path of the portal. */
    returnPath: text("return_path").notNull(),
    total: integer("total").notNull(),
    createdAt: moment("created_at").notNull(),
    /** One process at a time carries it out; another one takes over when this passes. */
    leasedUntil: moment("leased_until"),
    finishedAt: moment("finished_at"),
    cancelledAt: moment("cancelled_at"),
  },
  (t) => [index("operations_account_idx").on(t.accountId, t.createdAt.desc().nullsFirst())],
);

export const operationRowStatus = pgEnum("operation_row_status", ["waiting", "done", "failed"]);

/** One row of an operation, with what became of it. */
export const operationRows = pgTable(
  "operation_rows",
  {
    operationId: uuid("operation_id")
      .notNull()
      .references(() => operations.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    /** What it acts on; parsed on the way out. */
    target: jsonb("target").notNull(),
    /** How the report names it. */
    label: text("label").notNull(),
    status: operationRowStatus("status").notNull().default("waiting"),
    /** The outcome, by its kind: a sentence of the catalogue says it. */
    outcome: text("outcome"),
  },
  (t) => [
    primaryKey({ columns: [t.operationId, t.position] }),
    index("operation_rows_status_idx").on(t.operationId, t.status),
  ],
);
