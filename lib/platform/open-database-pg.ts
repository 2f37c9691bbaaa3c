import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Pool } from "pg";
import * as schema from "@/drizzle/schema/all";
import type { OpenDatabase } from "./database";
import { describeError, log } from "./log";
import { migrateUnderLock, migrations } from "./migrate-under-lock";
import type { DatabaseOptions } from "./open-database";
import { transactionsOn } from "./transactions-on";

/** Opens a plain PostgreSQL server through node-postgres. */
export function openPg(connectionString: string, { logger }: DatabaseOptions = {}): OpenDatabase {
  const pool = new Pool({
    connectionString,
    application_name: "attache",
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    // A server that fell silent can end no statement itself.
    query_timeout: 20_000,
    keepAlive: true,
    idle_in_transaction_session_timeout: 30_000,
  });
  // An idle connection that breaks is replaced at the next query; unheard, the event would end the process.
  pool.on("error", (error) => log("warn", "database-connection-lost", describeError(error)));

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
    migrate: () => migratePg(connectionString),
    close: () => pool.end(),
  };
}

/** On connections of its own: changing a large table may take longer than any statement of a page. */
async function migratePg(connectionString: string): Promise<void> {
  const pool = new Pool({
    connectionString,
    application_name: "attache migrations",
    max: 2,
    connectionTimeoutMillis: 5_000,
  });
  const db = drizzle(pool, { schema });
  try {
    await migrateUnderLock(db, () => migrate(db, migrations));
  } finally {
    await pool.end();
  }
}
