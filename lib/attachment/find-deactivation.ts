import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";

/** Whom the deactivation of a structure concerns, for those who are about to decide it (A11Y-25). */
export interface Deactivation {
  legalName: string;
  isActive: boolean;
  /** Those who act for it now, and go on doing so. */
  members: number;
  /** Requests that would be cancelled. */
  waitingAttachments: number;
  waitingSubscriptions: number;
}

/** Counts what a deactivation would touch, in one statement. */
export async function findDeactivation(
  ctx: Context,
  permit: Permit<"change-identifier">,
): Promise<Deactivation | null> {
  const { rows } = await ctx.db.execute<Record<string, unknown> & Deactivation>(sql`
    select structure.legal_name as "legalName", structure.status = 'active' as "isActive",
      (select count(*) from attachments
        where structure_id = structure.id and status in ('approved', 'suspended'))::int as members,
      (select count(*) from attachments
        where structure_id = structure.id and status = 'pending')::int as "waitingAttachments",
      (select count(*) from subscriptions
        where structure_id = structure.id and status = 'pending')::int as "waitingSubscriptions"
    from structures structure where structure.id = ${permit.structureId}`);
  return rows[0] ?? null;
}
