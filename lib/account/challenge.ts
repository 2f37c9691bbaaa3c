import { addMinutes } from "date-fns";
import { and, eq } from "drizzle-orm";
import { passkeyChallenges } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { CHALLENGE_MINUTES } from "./passkey";

type Purpose = (typeof passkeyChallenges.$inferSelect)["purpose"];

/** Notes what a browser was asked, in place of what it was asked before (SEC-49). */
export async function keepChallenge(
  ctx: Context,
  { sessionId, challenge, purpose }: { sessionId: string; challenge: string; purpose: Purpose },
): Promise<void> {
  const asked = { challenge, purpose, expiresAt: addMinutes(ctx.now(), CHALLENGE_MINUTES) };
  await ctx.db
    .insert(passkeyChallenges)
    .values({ sessionId, ...asked })
    .onConflictDoUpdate({ target: passkeyChallenges.sessionId, set: asked });
}

/** What the browser was asked, once: whether the answer is right or not, the challenge is gone (SEC-49). */
export async function takeChallenge(
  ctx: Context,
  { sessionId, purpose }: { sessionId: string; purpose: Purpose },
): Promise<string | null> {
  const [taken] = await ctx.db
    .delete(passkeyChallenges)
    .where(and(eq(passkeyChallenges.sessionId, sessionId), eq(passkeyChallenges.purpose, purpose)))
    .returning();
  return taken && taken.expiresAt > ctx.now() ? taken.challenge : null;
}
