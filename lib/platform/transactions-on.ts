import { DrizzleQueryError } from "drizzle-orm/errors";
import type { Db } from "./database";

/** A connection of a pool, and how it is given back: a broken one is thrown away. */
export interface TakenConnection {
  db: Db;
  giveBack(isBroken: boolean): void;
}

/**
 * Lets a pool's database begin its transactions on connections that go back whatever happens. By itself the library
 * keeps one whose BEGIN failed: a failover would cost as many as are in the pool, and the portal would answer nobody.
 */
export function transactionsOn<Pooled extends Db>(db: Pooled, take: () => Promise<TakenConnection>): Pooled {
  db.transaction = async (work, config) => {
    const connection = await take();
    let isBroken = false;
    try {
      return await connection.db.transaction(work, config);
    } catch (error) {
      isBroken = !isAnswered(error);
      throw error;
    } finally {
      connection.giveBack(isBroken);
    }
  };
  return db;
}

/** Whether the database said no, or the work did; anything else is a connection that nobody knows the state of. */
function isAnswered(error: unknown): boolean {
  if (!(error instanceof DrizzleQueryError)) return true;
  return error.cause !== undefined && "severity" in error.cause;
}
