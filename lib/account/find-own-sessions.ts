import { and, desc, eq } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { coarseOrigin } from "./coarse-origin";
import { type Device, describeDevice } from "./describe-device";
import { isLive } from "./live-session";

/** One browser in which a person is signed in now, as he may recognise it (SEC-46). */
export interface OwnSession {
  sessionId: string;
  device: Device;
  /** The network it comes from; null: unknown. */
  network: string | null;
  openedAt: Date;
  lastUsedAt: Date;
  /** The one that asks. */
  isCurrent: boolean;
}

/** Nobody has so many browsers at once; whoever does closes all the others with one button. */
const MOST = 200;

/** The sessions of a person that still count, last used first: those that await a second factor are none yet. */
export async function findOwnSessions(
  ctx: Context,
  { accountId, sessionId: own }: { accountId: string; sessionId: string },
): Promise<OwnSession[]> {
  const rows = await ctx.db
    .select({
      sessionId: sessions.id,
      userAgent: sessions.userAgent,
      origin: sessions.origin,
      openedAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
    })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), isLive(ctx.now())))
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.createdAt))
    .limit(MOST);
  return rows.map(({ sessionId, userAgent, origin, openedAt, lastUsedAt }) => ({
    sessionId,
    device: describeDevice(userAgent),
    network: coarseOrigin(origin),
    openedAt,
    lastUsedAt,
    isCurrent: sessionId === own,
  }));
}
