import { eq, type SQL, sql } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { registrations } from "@/drizzle/schema/onboarding";
import { recordEvent } from "@/lib/audit/record-event";
import { forgetRegistration } from "@/lib/onboarding/forget-registration";
import { inDays } from "@/lib/platform/calendar";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { oneByOne } from "./one-by-one";

/** so many days after its last link expired, a registration is forgotten. */
const KEPT_DAYS = 30;
/** Of one run; what is left comes with the next one. */
const MOST = 1_000;

interface OldRegistration {
  id: string;
  email: string;
}

/**
 * Forgets what visitors asked for and never activated, 30 days after the last link expired, and what became an account or
 * was replaced as long ago (R-508, SEC-98). What stands elsewhere of one that became an account goes with that account.
 * Returns how many registrations.
 */
export async function purgeRegistrations(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ [Key in keyof OldRegistration]: string }>(sql`
    select id, email from registrations where ${isOld(ctx)} order by created_at, id limit ${MOST}`);
  return oneByOne(ctx, rows, purge);
}

/** How many registrations the next run would forget. */
export async function countOldRegistrations(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from (select from registrations where ${isOld(ctx)} limit ${MOST}) due`);
  return Number(rows[0]?.count);
}

/** Its newest link, or where none is kept the one it was made with, expired long ago. */
function isOld(ctx: Context): SQL {
  const expired = inDays(ctx.now(), -KEPT_DAYS);
  return sql`
    registrations.created_at <= ${expired.toISOString()}::timestamptz and coalesce(
      (select max(link.expires_at) from single_use_links link where link.subject_id = registrations.id)
        <= ${expired.toISOString()}::timestamptz,
      registrations.created_at <= ${inDays(expired, -ctx.env.ACTIVATION_DAYS).toISOString()}::timestamptz)`;
}

async function purge(ctx: Context, { id, email }: OldRegistration): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    // Whoever asks for a new link at this moment comes before or after, never in between.
    await holdAddress(tx, email);
    const [purged] = await tx.db
      .delete(registrations)
      .where(sql`${eq(registrations.id, id)} and ${isOld(tx)}`)
      .returning({ closedAt: registrations.closedAt });
    if (!purged) return false;
    const links = await tx.db
      .delete(singleUseLinks)
      .where(eq(singleUseLinks.subjectId, id))
      .returning({ usedAt: singleUseLinks.usedAt });
    // A used link made an account. Where none is kept of one that was closed, nobody knows.
    const grew = purged.closedAt !== null && (links.length === 0 || links.some(({ usedAt }) => usedAt !== null));
    if (!grew) await forgetRegistration(tx, id);
    await recordEvent(tx, { kind: "registrations-purged", actorId: null, targetId: id, facts: { count: 1 } });
    return true;
  });
}
