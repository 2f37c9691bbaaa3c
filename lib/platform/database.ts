import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "@/drizzle/schema/all";

interface Rows<R> {
  rows: R[];
}
interface RowsHKT extends PgQueryResultHKT {
  type: Rows<this["row"]>;
}

/** The database, whichever of the three drivers speaks to it; an open transaction has the same type. */
export type Db = PgDatabase<RowsHKT, typeof schema>;

/** A database that was opened: its handle, how to bring its tables up to date, and how to let go of it. */
export interface OpenDatabase {
  db: Db;
  /** Applies what is missing of drizzle/migrations. Several servers may do so at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}
