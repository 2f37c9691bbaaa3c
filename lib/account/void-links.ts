import { and, eq, isNull } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";

/**
 * Voids every link that waits for an account, whatever its purpose: after a reset, a change of password or address, or a
 * deactivation, none of the older ones opens anything (SEC-24). Returns how many there were.
 */
export async function voidLinks(tx: Context, accountId: string): Promise<number> {
  const voided = await tx.db
    .update(singleUseLinks)
    .set({ voidedAt: tx.now() })
    .where(and(eq(singleUseLinks.subjectId, accountId), isNull(singleUseLinks.usedAt), isNull(singleUseLinks.voidedAt)))
    .returning({ id: singleUseLinks.id });
  return voided.length;
}
