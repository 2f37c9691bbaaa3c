import { and, eq, isNull, ne } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";

/**
 * Ends the sessions of an account, those that still await their second factor too; all but one where a person goes on in
 * it (SEC-24, R-423). Returns how many there were.
 */
export async function endSessions(
  tx: Context,
  { accountId, except = null }: { accountId: string; except?: string | null },
): Promise<number> {
  const ended = await tx.db
    .update(sessions)
    .set({ endedAt: tx.now() })
    .where(
      and(
        eq(sessions.accountId, accountId),
        isNull(sessions.endedAt),
        except === null ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}
