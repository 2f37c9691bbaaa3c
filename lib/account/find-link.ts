import { and, eq, gte, isNull, type SQL } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { type LinkPurpose, linkSecretHash, type SingleUseLink } from "./link-secret";

/** The link of a mailed secret while it works, or null for every other cause. Changes nothing (SEC-26). */
export async function findLink(ctx: Context, secret: string, purpose: LinkPurpose): Promise<SingleUseLink | null> {
  const [link] = await ctx.db.select().from(singleUseLinks).where(working(ctx, secret, purpose));
  return link ?? null;
}

/** A link works for its own purpose, unused, not replaced, up to the second it expires (T-15). */
export function working(ctx: Context, secret: string, purpose: LinkPurpose): SQL | undefined {
  return and(
    eq(singleUseLinks.secretHash, linkSecretHash(secret)),
    eq(singleUseLinks.purpose, purpose),
    isNull(singleUseLinks.usedAt),
    isNull(singleUseLinks.voidedAt),
    gte(singleUseLinks.expiresAt, ctx.now()),
  );
}
