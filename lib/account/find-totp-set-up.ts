import { subMinutes } from "date-fns";
import { and, eq, gt, isNull } from "drizzle-orm";
import { totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { openValue } from "@/lib/platform/seal-value";
import type { Holder } from "./second-factor";

/** How long one may take between the QR code and the first code. */
export const TOTP_SET_UP_MINUTES = 60;

/** The secret of the application that its owner is setting up, and the sealed form that names it; null: none waits. */
export async function findTotpSetUp(
  ctx: Context,
  { accountId }: Pick<Holder, "accountId">,
): Promise<{ secret: string; sealed: string } | null> {
  const { confirmedAt, createdAt, sealedSecret } = totpAuthenticators;
  const [row] = await ctx.db
    .select({ sealed: sealedSecret })
    .from(totpAuthenticators)
    .where(
      and(
        eq(totpAuthenticators.accountId, accountId),
        isNull(confirmedAt),
        gt(createdAt, subMinutes(ctx.now(), TOTP_SET_UP_MINUTES)),
      ),
    );
  const secret = row ? openValue(ctx.env, { purpose: "totp", ownerId: accountId, sealed: row.sealed }) : null;
  return row && secret !== null ? { secret, sealed: row.sealed } : null;
}
