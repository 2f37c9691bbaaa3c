import { subMinutes } from "date-fns";
import { and, eq, gt, isNull } from "drizzle-orm";
import { totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { openValue, type SealedFor } from "@/lib/platform/seal-value";
import type { Holder } from "./second-factor";

/** How long one may take between the QR code and the first code. */
const TOTP_SET_UP_MINUTES = 60;

/**
 * The secret of the application that this session is setting up, and the sealed form that names it; null: none waits, or
 * another session began it, whose holder may be another person.
 */
export async function findTotpSetUp(ctx: Context, holder: Holder): Promise<{ secret: string; sealed: string } | null> {
  const { confirmedAt, createdAt, sealedSecret } = totpAuthenticators;
  const [row] = await ctx.db
    .select({ sealed: sealedSecret })
    .from(totpAuthenticators)
    .where(
      and(
        eq(totpAuthenticators.accountId, holder.accountId),
        isNull(confirmedAt),
        gt(createdAt, subMinutes(ctx.now(), TOTP_SET_UP_MINUTES)),
      ),
    );
  const secret = row ? openValue(ctx.env, { ...sealedForSetUp(holder), sealed: row.sealed }) : null;
  return row && secret !== null ? { secret, sealed: row.sealed } : null;
}

/** To whom a secret is sealed until it is confirmed: to one session of the account. */
export function sealedForSetUp({ accountId, sessionId }: Holder): SealedFor {
  return { purpose: "totp", ownerId: `${accountId}|${sessionId}` };
}
