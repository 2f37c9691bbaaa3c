import { and, eq } from "drizzle-orm";
import { accounts, type deactivationCause } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";

/** A deactivated account, as S-08 tells whoever gave its password. */
export interface ClosedAccount {
  cause: (typeof deactivationCause.enumValues)[number];
  deactivatedAt: Date;
  /** The day on which it is erased unless he comes back (R-1204). */
  eraseOn: Date | null;
  /** Since when support must answer. */
  reactivationRequestedAt: Date | null;
  contactEmail: string;
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
    })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.status, "deactivated")));
  if (!row?.cause || !row.deactivatedAt) return null;
  const { cause, deactivatedAt, ...rest } = row;
  return { ...rest, cause, deactivatedAt };
}
