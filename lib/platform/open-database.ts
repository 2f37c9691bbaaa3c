import type { Logger } from "drizzle-orm/logger";
import type { OpenDatabase } from "./database";
import type { Env } from "./env";

export interface DatabaseOptions {
  /** Told each statement that is sent. */
  logger?: Logger;
}

/** Opens the database that the settings name. Only the driver that is used gets loaded. */
export async function openDatabase(env: Env, options: DatabaseOptions = {}): Promise<OpenDatabase> {
  switch (driverOf(env)) {
    case "vercel": {
      const { openVercel } = await import("./open-database-vercel");
      return openVercel(address(env.POSTGRES_URL, "POSTGRES_URL"), options);
    }
    case "pg": {
      const { openPg } = await import("./open-database-pg");
      return openPg(address(env.DATABASE_URL, "DATABASE_URL"), options);
    }
    case "pglite": {
      const { openPglite } = await import("./open-database-pglite");
      return openPglite(env.PGLITE_DIR ?? ".data/pglite", options);
    }
  }
}

/** The embedded database is asked for, never fallen back to: a server without an address must not start. */
function driverOf(env: Env): "vercel" | "pg" | "pglite" {
  if (env.DB_DRIVER) return env.DB_DRIVER;
  if (env.POSTGRES_URL) return "vercel";
  if (env.DATABASE_URL) return "pg";
  if (env.DEMO || env.PGLITE_DIR) return "pglite";
  throw new Error("No database is configured: set POSTGRES_URL, DATABASE_URL or PGLITE_DIR.");
}

function address(value: string | undefined, name: string): string {
  if (!value) throw new Error(`DB_DRIVER wants the database's address in ${name}.`);
  return value;
}
