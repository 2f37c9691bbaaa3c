import { type SQL, sql } from "drizzle-orm";

/** What an operation that only keeps a file is called: no act has this name, so nobody ever carries it out. */
export const KEPT_FILE = "invitation-file";

/** How long a file that was read waits to be confirmed. */
export const KEPT_HOURS = 2;

/** Which file, of whom, for which structure. */
export interface KeptFile {
  fileId: string | null;
  accountId: string;
  structureId: string;
}

/** The condition on `operations` that finds a file for its own person and structure, and for nobody else (SEC-61). */
export function isKept(now: Date, { fileId, accountId, structureId }: KeptFile): SQL {
  return sql`operations.id = ${fileId}::uuid and operations.kind = ${KEPT_FILE}
    and operations.account_id = ${accountId} and operations.request ->> 'structureId' = ${structureId}
    and operations.created_at > ${now.toISOString()}::timestamptz - make_interval(hours => ${KEPT_HOURS})`;
}

/** The text of the file in such a row. */
export const keptText = sql`operations.request ->> 'text'`;
