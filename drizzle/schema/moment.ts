import { timestamp } from "drizzle-orm/pg-core";

/** A point in time: every date of the schema is stored with its time zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true });
