import { subMinutes } from "date-fns";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { accounts, sessions } from "@/drizzle/schema/account";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { deviceColumns } from "./known-device";
import { AWAITING_MINUTES } from "./second-factor";
import { secretHash } from "./session";

/** A sign-in whose password was right and whose second factor is still asked. */
export interface PendingSignIn {
  sessionId: string;
  account: { id: string; email: string; language: Language; wasUsed: boolean };
  /** The hash of the one of the browser's secrets that the account gave out. */
  knownDevice: string | null;
  /** What the person can answer with. */
  offers: { totp: boolean; passkey: boolean; recoveryCode: boolean };
}

/** The sign-in that this secret carries on, or null: unknown, done, ended, or older than ten minutes. */
export async function findPendingSignIn(
  ctx: Context,
  { secret, devices = [] }: { secret: string; devices?: string[] },
): Promise<PendingSignIn | null> {
  const [row] = await ctx.db
    .select({
      sessionId: sessions.id,
      id: accounts.id,
      email: accounts.email,
      language: accounts.language,
      ...deviceColumns(devices),
      totp: sql<boolean>`exists (select from totp_authenticators
        where account_id = accounts.id and confirmed_at is not null)`,
      passkey: sql<boolean>`exists (select from passkeys where account_id = accounts.id)`,
      recoveryCode: sql<boolean>`exists (select from recovery_codes where account_id = accounts.id and used_at is null)`,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        eq(sessions.secretHash, secretHash(secret)),
        eq(sessions.awaitsSecondFactor, true),
        isNull(sessions.endedAt),
        gt(sessions.createdAt, subMinutes(ctx.now(), AWAITING_MINUTES)),
        eq(accounts.status, "active"),
      ),
    );
  if (!row) return null;
  const { sessionId, id, email, language, wasUsed, knownDevice, ...offers } = row;
  return { sessionId, account: { id, email, language, wasUsed }, knownDevice, offers };
}
