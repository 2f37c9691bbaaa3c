import { singleUseLinks } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { working } from "./find-link";
import type { LinkPurpose, SingleUseLink } from "./link-secret";

/** Uses a link up, by one atomic update: of 50 clicks at once, one gets it (SEC-26). Null for every other cause. */
export async function redeemLink(tx: Context, secret: string, purpose: LinkPurpose): Promise<SingleUseLink | null> {
  const [link] = await tx.db
    .update(singleUseLinks)
    .set({ usedAt: tx.now() })
    .where(working(tx, secret, purpose))
    .returning();
  return link ?? null;
}
