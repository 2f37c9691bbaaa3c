import { and, eq, gte, isNull, type SQL } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { toTheSecond } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { linkSecretHash } from "./link-secret";
import type { LinkPurpose, SingleUseLink } from "./single-use-link";

/** Uses a link up, by one atomic update: of fifty clicks one wins (SEC-26). Null for every other cause. */
export async function redeemLink(tx: Context, secret: string, purpose: LinkPurpose): Promise<SingleUseLink | null> {
  const found = await findLink(tx, secret, purpose);
  if (!found) return null;
  // Two links of one address, used at once, would wait for each other's rows crosswise (SEC-31).
  await holdAddress(tx, found.email);
  const [link] = await tx.db
    .update(singleUseLinks)
    .set({ usedAt: tx.now() })
    .where(stillWorks(tx, secret, purpose))
    .returning();
  return link ?? null;
}

/** The link of that secret if it still works; reading changes nothing, however often scanners do it (SEC-26). */
export async function findLink(ctx: Context, secret: string, purpose: LinkPurpose): Promise<SingleUseLink | null> {
  if (!looksLikeSecret(secret)) return null;
  const [link] = await ctx.db
    .select()
    .from(singleUseLinks)
    .where(stillWorks(ctx, secret, purpose));
  return link ?? null;
}

function looksLikeSecret(secret: string): boolean {
  return /^[\w-]{43}$/.test(secret);
}

function stillWorks(ctx: Context, secret: string, purpose: LinkPurpose): SQL | undefined {
  return and(
    eq(singleUseLinks.secretHash, linkSecretHash(secret)),
    eq(singleUseLinks.purpose, purpose),
    isNull(singleUseLinks.usedAt),
    isNull(singleUseLinks.voidedAt),
    // Good through the last second that the mail announced, refused from the next one on (T-15).
    gte(singleUseLinks.expiresAt, toTheSecond(ctx.now())),
  );
}
