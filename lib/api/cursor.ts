import type { z } from "zod";
import type { Env } from "@/lib/platform/env";
import { openUnder, sealUnder } from "@/lib/platform/seal-value";
import { subkey } from "@/lib/technical-account/technical-secret";

type Keyring = Pick<Env, "API_SECRET">;

/** What a cursor goes on with: the same list of the same account, with the same filter, and pages as long as one likes. */
export interface CursorScope {
  technicalAccountId: string;
  endpoint: string;
  filter: unknown;
}

/**
 * Where a list goes on, as an opaque word that only this portal makes (SEC-84), and reads: a position may hold a person's
 * name, and addresses are written into logs.
 */
export function makeCursor(env: Keyring, scope: CursorScope, position: unknown): string {
  const [current] = env.API_SECRET;
  if (!current) throw new Error("API_SECRET is empty");
  return sealUnder(keyOf(current.secret), { value: JSON.stringify(position), boundTo: boundTo(scope) });
}

/** The position in a cursor that was made for this very list, or null: made up, altered, or of another list. */
export function readCursor<Position extends z.ZodType>(
  env: Keyring,
  scope: CursorScope,
  { cursor, position }: { cursor: string; position: Position },
): z.output<Position> | null {
  // Decoding passes over what does not belong to the word: only the very word that was made counts.
  if (Buffer.from(cursor, "base64url").toString("base64url") !== cursor) return null;
  for (const { secret } of env.API_SECRET) {
    const opened = openUnder(keyOf(secret), { sealed: cursor, boundTo: boundTo(scope) });
    // It was written by us, but maybe by another release.
    if (opened !== null) return position.safeParse(JSON.parse(opened)).data ?? null;
  }
  return null;
}

function keyOf(secret: string): string {
  return subkey(secret, "cursors").toString("base64url");
}

function boundTo({ technicalAccountId, endpoint, filter }: CursorScope): string {
  return JSON.stringify([technicalAccountId, endpoint, filter]);
}
