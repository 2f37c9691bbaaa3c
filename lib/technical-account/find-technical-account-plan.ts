import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import { findLogin } from "./choose-login";
import { waitAfterTakeOver } from "./technical-account";

/** What S-15 shows before anything is made (R-1003). */
export interface TechnicalAccountPlan {
  /** What a creation, or a reset that keeps no old password, would have it sign in with. */
  login: string;
  contactEmail: string;
  /** There is a live one: no second one can be made, but this one can be reset. */
  exists: boolean;
  isStructureActive: boolean;
  /** Until when none can be made or reset (SEC-68). */
  waitsUntil: Date | null;
}

/** What a technical account of the structure would be called today, and what stands in its way (R-1003, SEC-68). */
export async function findTechnicalAccountPlan(
  ctx: Context,
  { structureId, holder }: Permit<"manage-technical-account">,
): Promise<TechnicalAccountPlan | null> {
  const { rows } = await ctx.db.execute<Row>(sql`
    select structure.identifier_type as "identifierType", structure.identifier, structure.number::int as number,
      structure.status = 'active' as "isActive", structure.taken_over_at as "takenOverAt",
      manager.contact_email as "contactEmail",
      exists (
        select from technical_accounts account where account.structure_id = structure.id and account.status <> 'deleted'
      ) as exists
    from structures structure join accounts manager on manager.id = ${holder.accountId}
    where structure.id = ${structureId}`);
  const row = rows[0];
  if (!row) return null;
  const { contactEmail, exists, isActive, takenOverAt } = row;
  return {
    login: await findLogin(ctx, { ...row, id: structureId }),
    contactEmail,
    exists,
    isStructureActive: isActive,
    waitsUntil: waitAfterTakeOver(takenOverAt === null ? null : new Date(takenOverAt), ctx.now()),
  };
}

type Row = {
  identifierType: IdentifierType;
  identifier: string;
  number: number;
  isActive: boolean;
  takenOverAt: string | Date | null;
  contactEmail: string;
  exists: boolean;
};
