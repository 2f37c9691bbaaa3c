import { createPool, type VercelPool } from "@vercel/postgres";
import { drizzle } from "drizzle-orm/vercel-postgres";
import { migrate } from "drizzle-orm/vercel-postgres/migrator";
import * as schema from "@/drizzle/schema/all";
import type { OpenDatabase } from "./database";
import { describeError, log } from "./log";
import { migrateUnderLock, migrations } from "./migrate-under-lock";
import type { DatabaseOptions } from "./open-database";
import { transactionsOn } from "./transactions-on";

export interface VercelOptions extends DatabaseOptions {
  /** Prepares the pool before its first connection: tests lead it to a plain server. */
  prepare?(pool: VercelPool): void;
}

/** Opens a pooled PostgreSQL that is reached over WebSockets (Vercel Postgres, Neon). */
export function openVercel(connectionString: string, { logger, prepare }: VercelOptions = {}): OpenDatabase {
  // No statement_timeout here: poolers refuse settings in the start-up packet.
  const pool = createPool({ connectionString, max: 10, connectionTimeoutMillis: 5_000, query_timeout: 20_000 });
  prepare?.(pool);
  pool.on("error", (error: Error) => log("warn", "database-connection-lost", describeError(error)));
  // One in use tells whoever uses it.
  pool.on("connect", (connection) => connection.on("error", () => undefined));
  const take = async () => {
    const connection = await pool.connect();
    return {
      db: drizzle(connection, { schema, logger }),
      giveBack: (isBroken: boolean) => connection.release(isBroken),
    };
  };

  return {
    db: transactionsOn(drizzle(pool, { schema, logger }), take),
    migrate: () => migrateVercel(connectionString, prepare),
    close: () => pool.end(),
  };
}

/** On connections of its own: changing a large table may take longer than any statement of a page. */
async function migrateVercel(connectionString: string, prepare: VercelOptions["prepare"]): Promise<void> {
  const pool = createPool({ connectionString, max: 2, connectionTimeoutMillis: 5_000 });
  prepare?.(pool);
  const db = drizzle(pool, { schema });
  try {
    await migrateUnderLock(db, () => migrate(db, migrations));
  } finally {
    await pool.end();
  }
}
