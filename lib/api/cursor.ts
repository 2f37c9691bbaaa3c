import { createHmac, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import type { Env } from "@/lib/platform/env";
import { subkey } from "@/lib/technical-account/technical-secret";

type Keyring = Pick<Env, "API_SECRET">;

/** What a cursor goes on with: the same list of the same account, with the same filter and page size, and nothing else. */
export interface CursorScope {
  technicalAccountId: string;
  endpoint: string;
  filter: unknown;
}

/** Where a list goes on, as an opaque word that only this portal makes (SEC-84). */
export function makeCursor(env: Keyring, scope: CursorScope, position: unknown): string {
  const [current] = env.API_SECRET;
  if (!current) throw new Error("API_SECRET is empty");
  const body = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${body}.${sign(current.secret, scope, body).toString("base64url")}`;
}

/** The position in a cursor that was made for this very list, or null: made up, altered, or of another list. */
export function readCursor<Position extends z.ZodType>(
  env: Keyring,
  scope: CursorScope,
  { cursor, position }: { cursor: string; position: Position },
): z.output<Position> | null {
  const [, body, mark] = /^([\w-]{1,400})\.([\w-]{43})$/.exec(cursor) ?? [];
  if (!body || !mark) return null;
  const given = Buffer.from(mark, "base64url");
  const isOurs = env.API_SECRET.some(({ secret }) => timingSafeEqual(given, sign(secret, scope, body)));
  if (!isOurs) return null;
  // It was written by us, but maybe by another release.
  const parsed = position.safeParse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
  return parsed.success ? parsed.data : null;
}

function sign(secret: string, { technicalAccountId, endpoint, filter }: CursorScope, body: string): Buffer {
  const text = JSON.stringify([technicalAccountId, endpoint, filter, body]);
  return createHmac("sha256", subkey(secret, "cursors")).update(text).digest();
}
