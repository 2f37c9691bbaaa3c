import { createPool, type VercelPool } from "@vercel/postgres";
import { drizzle } from "drizzle-orm/vercel-postgres";
import { migrate } from "drizzle-orm/vercel-postgres/migrator";
import * as schema from "@/drizzle/schema/all";
import type { OpenDatabase } from "./database";
import { describeError, log } from "./log";
import { migrateUnderLock, migrations } from "./migrate-under-lock";
import type { DatabaseOptions } from "./open-database";

export interface VercelOptions extends DatabaseOptions {
  /** Prepares the pool before its first connection: tests lead it to a plain server. */
  prepare?(pool: VercelPool): void;
}

/** Opens a pooled PostgreSQL that is reached over WebSockets (Vercel Postgres, Neon). */
export function openVercel(connectionString: string, { logger, prepare }: VercelOptions = {}): OpenDatabase {
  // No statement_timeout here: poolers refuse settings in the start-up packet.
  const pool = createPool({ connectionString, max: 10, connectionTimeoutMillis: 5_000 });
  prepare?.(pool);
  pool.on("error", (error: Error) => log("warn", "database-connection-lost", describeError(error)));
  const db = drizzle(pool, { schema, logger });

  return {
    db,
    migrate: () => migrateUnderLock(db, () => migrate(db, migrations)),
    close: () => pool.end(),
  };
}
