import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import type { Context } from "./context";
import { env as readEnv } from "./env";
import { createMailer } from "./mailer";
import { createObjectStorage } from "./object-storage";
import { openDatabase } from "./open-database";
import { argon2Hasher } from "./password-hash";
import { createSirene } from "./sirene";
import { createTurnstile } from "./turnstile";

// On globalThis, because a development server evaluates this module again at each change, and an embedded
// database has one owner.
const holder = globalThis as typeof globalThis & { attacheLive?: Promise<Context> };

/** The real world, opened once in a process: the database migrated, the services as the environment names them. */
export function live(): Promise<Context> {
  holder.attacheLive ??= open().catch((error) => {
    // The next request tries again: a database that was down for a moment must not stay down for the process.
    holder.attacheLive = undefined;
    throw error;
  });
  return holder.attacheLive;
}

async function open(): Promise<Context> {
  const env = readEnv();
  const database = await openDatabase(env);
  await database.migrate().catch(async (error) => {
    // An embedded database must be let go of, or the next try finds it taken by this very process.
    await database.close();
    throw error;
  });
  return {
    db: database.db,
    env,
    now: () => new Date(),
    id: randomUUID,
    secret: () => randomBytes(32).toString("base64url"),
    mailer: createMailer(env),
    passwords: argon2Hasher(),
    sirene: createSirene(env),
    storage: createObjectStorage(env),
    turnstile: createTurnstile(env),
  };
}
