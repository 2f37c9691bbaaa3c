import { and, eq, exists, sql } from "drizzle-orm";
import { accounts, sessions } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { endOf, type SessionEnd } from "./find-session-end";
import { holdsSecret } from "./holds-secret";
import { isLive } from "./live-session";

export type ExtendSessionOutcome = ({ kind: "extended" } & SessionEnd) | { kind: "over" };

/** A person is still there: his session has another 30 minutes, but never more than its 12 hours (A11Y-24, R-423). */
export async function extendSession(ctx: Context, secret: string): Promise<ExtendSessionOutcome> {
  const ofActiveAccount = exists(
    ctx.db
      .select({ one: sql`1` })
      .from(accounts)
      .where(and(eq(accounts.id, sessions.accountId), eq(accounts.status, "active"))),
  );
  const [extended] = await ctx.db
    .update(sessions)
    .set({ lastUsedAt: ctx.now() })
    .where(and(holdsSecret(secret, ctx.now()), isLive(ctx.now()), ofActiveAccount))
    .returning({ createdAt: sessions.createdAt, lastUsedAt: sessions.lastUsedAt });
  return extended ? { kind: "extended", ...endOf(extended) } : { kind: "over" };
}
