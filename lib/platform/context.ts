import type { Db } from "./database";
import type { Env } from "./env";
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

/**
 * Runs `work` in a transaction, or in a savepoint when `ctx` already is one. It commits when `work` returns
 * and rolls back when it throws. No network call and no hashing inside.
 */
export function inTransaction<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db }));
}
