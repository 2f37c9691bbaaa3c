import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./moment";

/** Answers of the national register, kept 24 hours. */
export const directoryAnswers = pgTable("directory_answers", {
  siret: text("siret").primaryKey(),
  answer: jsonb("answer").notNull(),
  fetchedAt: moment("fetched_at").notNull(),
});
