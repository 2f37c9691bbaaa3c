import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { passkeys, recoveryCodes, totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { needsSecondFactor } from "./needs-second-factor";
import type { Holder } from "./second-factor";

/** How one's account is protected beyond the password. */
export interface SecondFactor {
  /** Since when an authenticator application is asked; null: none. */
  totpSince: Date | null;
  passkeys: { id: string; label: string; createdAt: Date; lastUsedAt: Date | null }[];
  codesLeft: number;
  /** Whether the person may not be without. */
  isMandatory: boolean;
}

/** What stands on the page of one's own second factor: names and dates, never a secret. */
export async function findSecondFactor(ctx: Context, { accountId }: Pick<Holder, "accountId">): Promise<SecondFactor> {
  const [[totp], keys, codesLeft, isMandatory] = await Promise.all([
    ctx.db
      .select({ since: totpAuthenticators.confirmedAt })
      .from(totpAuthenticators)
      .where(and(eq(totpAuthenticators.accountId, accountId), isNotNull(totpAuthenticators.confirmedAt))),
    ctx.db
      .select({
        id: passkeys.id,
        label: passkeys.label,
        createdAt: passkeys.createdAt,
        lastUsedAt: passkeys.lastUsedAt,
      })
      .from(passkeys)
      .where(eq(passkeys.accountId, accountId))
      .orderBy(asc(passkeys.createdAt), asc(passkeys.id)),
    ctx.db.$count(recoveryCodes, and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt))),
    needsSecondFactor(ctx, accountId),
  ]);
  return { totpSince: totp?.since ?? null, passkeys: keys, codesLeft, isMandatory };
}
