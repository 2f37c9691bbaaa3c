import { PgTransaction } from "drizzle-orm/pg-core";
import type { Db } from "./database";
import type { Env } from "./env";
import { isDeadlock } from "./is-deadlock";
import type { Mailer } from "./mailer";
import type { ObjectStorage } from "./object-storage";
import type { PasswordHasher } from "./password-hash";
import type { Sirene } from "./sirene";
import type { Turnstile } from "./turnstile";

/** The outside world, as every use case sees it. Tests hand in their own clock, chance and stand-ins. */
export interface Context {
  db: Db;
  env: Env;
  /** The only clock. */
  now(): Date;
  /** A new row id (UUID). */
  id(): string;
  /** 256 random bits, base64url. */
  secret(): string;
  mailer: Mailer;
  passwords: PasswordHasher;
  sirene: Sirene;
  /** Where the files that people add are kept. */
  storage: ObjectStorage;
  turnstile: Turnstile;
  /** Where the request comes from, for acts that no session answers for: the audit trail notes it (R-1201). */
  origin?: string;
}

/** How often a transaction is begun that two acts waiting for each other made the database end. */
const BEGINNINGS = 3;

/**
 * Runs `work` in a transaction, or in a savepoint when `ctx` already is one. It commits when `work` returns
 * and rolls back when it throws. No network call and no hashing inside; `work` may run again, after a deadlock.
 */
export async function inTransaction<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  for (let begun = 1; ; begun++) {
    try {
      return await ctx.db.transaction((db) => work({ ...ctx, db }));
    } catch (error) {
      // Inside another transaction only the whole of it can begin again.
      if (begun === BEGINNINGS || ctx.db instanceof PgTransaction || !isDeadlock(error)) throw error;
    }
  }
}
