import { randomBytes, randomUUID } from "node:crypto";
import { inject, onTestFinished } from "vitest";
import type { Context } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/database";
import { openPg } from "@/lib/platform/open-database-pg";
import { type CountingHasher, countingHasher } from "./counting-hasher";
import { testEnv } from "./environment";
import { type RecordingMailer, recordingMailer } from "./recording-mailer";
import { type SettableSirene, settableSirene } from "./settable-sirene";
import { type SettableTurnstile, settableTurnstile } from "./settable-turnstile";
import { temporaryStorage } from "./temporary-storage";
import { createTestDatabase } from "./test-database";

/** The outside world of one test: its own database, a clock that stands still, stand-ins that remember. */
export interface TestContext extends Context {
  mailer: RecordingMailer;
  passwords: CountingHasher;
  sirene: SettableSirene;
  turnstile: SettableTurnstile;
  /** Moves the clock, which otherwise stands still. */
  moveTo(moment: string | Date): void;
  /** How many statements went to the database since the last call: each one is a round trip. */
  queries(): number;
  /** Where this test's database is, for a test that needs a connection of its own. */
  databaseUrl: string;
}

export interface TestOptions {
  /** Where the clock stands; a Monday morning when left out. */
  now?: string | Date;
  /** Settings that differ from those of `testEnv`. */
  env?: Record<string, string | undefined>;
}

/** Opens the outside world of the running test; it is closed, and its database dropped, when the test ends. */
export async function testContext(options: TestOptions = {}): Promise<TestContext> {
  const closing: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const close of closing.reverse()) await close();
  });

  const clone = await createTestDatabase(inject("templateUrl"), "migrated");
  closing.push(clone.drop);
  let statements = 0;
  const database = openPg(clone.url, { logger: { logQuery: () => statements++ } });
  closing.push(database.close);

  return {
    ...contextOn(database.db, options),
    queries: () => {
      const count = statements;
      statements = 0;
      return count;
    },
    databaseUrl: clone.url,
  };
}

/** The same outside world on a database that the test opened itself. */
export function contextOn(db: Db, options: TestOptions = {}): Omit<TestContext, "queries" | "databaseUrl"> {
  let now = new Date(options.now ?? "2026-01-05T09:00:00Z");
  return {
    db,
    env: testEnv(options.env),
    now: () => new Date(now),
    id: randomUUID,
    secret: () => randomBytes(32).toString("base64url"),
    mailer: recordingMailer(),
    passwords: countingHasher(),
    sirene: settableSirene(),
    storage: temporaryStorage(),
    turnstile: settableTurnstile(),
    moveTo: (moment) => {
      now = new Date(moment);
    },
  };
}
