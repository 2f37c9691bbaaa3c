import { boolean, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./moment";

/** What the portal announces (actualité), in both languages (R-1403). */
export const news = pgTable("news", {
  id: uuid("id").primaryKey(),
  titleFr: text("title_fr").notNull(),
  titleEn: text("title_en").notNull(),
  bodyFr: text("body_fr").notNull(),
  bodyEn: text("body_en").notNull(),
  pinned: boolean("pinned").notNull().default(false),
  publishedFrom: moment("published_from").notNull(),
  publishedUntil: moment("published_until"),
});
