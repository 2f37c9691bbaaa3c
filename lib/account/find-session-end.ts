import { addHours, addMinutes } from "date-fns";
import { and, eq } from "drizzle-orm";
import { accounts, sessions } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { holdsSecret } from "./holds-secret";
import { isLive } from "./live-session";
import { ABSOLUTE_HOURS, IDLE_MINUTES } from "./session";

/** When a session ends unless it is used before, and when it ends in any case. */
export interface SessionEnd {
  idleEndsAt: Date;
  endsAt: Date;
}

export type FindSessionEndOutcome = ({ kind: "live" } & SessionEnd) | { kind: "over" };

/** When this session ends. Asking is no use of it: a page left alone must not keep it open (R-423, A11Y-24). */
export async function findSessionEnd(ctx: Context, secret: string): Promise<FindSessionEndOutcome> {
  const [live] = await ctx.db
    .select({ createdAt: sessions.createdAt, lastUsedAt: sessions.lastUsedAt })
    .from(sessions)
    .innerJoin(accounts, and(eq(accounts.id, sessions.accountId), eq(accounts.status, "active")))
    .where(and(holdsSecret(secret, ctx.now()), isLive(ctx.now())));
  return live ? { kind: "live", ...endOf(live) } : { kind: "over" };
}

/** The end of a session that was opened and last used then. */
export function endOf({ createdAt, lastUsedAt }: { createdAt: Date; lastUsedAt: Date }): SessionEnd {
  return { idleEndsAt: addMinutes(lastUsedAt, IDLE_MINUTES), endsAt: addHours(createdAt, ABSOLUTE_HOURS) };
}
