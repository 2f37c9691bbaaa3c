import { and, eq, gte, isNull } from "drizzle-orm";
import { accounts, type deactivationCause, singleUseLinks } from "@/drizzle/schema/account";
import { toTheSecond } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { type WayBack, wayBackOf } from "./way-back";

/** A deactivated account, as S-08 tells whoever gave its password. */
export interface ClosedAccount {
  cause: (typeof deactivationCause.enumValues)[number];
  deactivatedAt: Date;
  /** The day on which it is erased unless he comes back (R-1204). */
  eraseOn: Date | null;
  /** Since when support must answer. */
  reactivationRequestedAt: Date | null;
  contactEmail: string;
  /** How long its owner may still bring it back by himself. */
  wayBack: WayBack;
  /** The end of the link that was mailed last, while it works. */
  linkUntil: Date | null;
}

/** What became of a deactivated account; null: it is active, erased, or never was. */
export async function findClosedAccount(
  ctx: Context,
  { accountId }: { accountId: string },
): Promise<ClosedAccount | null> {
  const [row] = await ctx.db
    .select({
      cause: accounts.deactivationCause,
      deactivatedAt: accounts.deactivatedAt,
      eraseOn: accounts.eraseOn,
      reactivationRequestedAt: accounts.reactivationRequestedAt,
      contactEmail: accounts.contactEmail,
      linkUntil: singleUseLinks.expiresAt,
    })
    .from(accounts)
    .leftJoin(singleUseLinks, and(eq(singleUseLinks.subjectId, accounts.id), isMailedWayBack(ctx)))
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "deactivated")));
  if (!row?.cause || !row.deactivatedAt) return null;
  const { cause, deactivatedAt, ...rest } = row;
  return { ...rest, cause, deactivatedAt, wayBack: wayBackOf(ctx, { deactivatedAt, eraseOn: rest.eraseOn }) };
}

/** One at most: a newer link voids the one before it. */
function isMailedWayBack(ctx: Context) {
  return and(
    eq(singleUseLinks.purpose, "reactivation"),
    isNull(singleUseLinks.usedAt),
    isNull(singleUseLinks.voidedAt),
    gte(singleUseLinks.expiresAt, toTheSecond(ctx.now())),
  );
}
