import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import { type MemberPage, type MemberPageRow, type MemberSearch, memberPageOf, memberPageQuery } from "./listed-member";

/** Block "Utilisateurs rattachés à la structure". */
export interface StructureMembers extends MemberPage {
  /** Null: the seat is vacant (M-53). */
  primaryManager: { familyName: string; givenName: string; contactEmail: string } | null;
}

/**
 * The people of one structure and its primary manager, in one statement. Simple users see no contact address but the
 * managers', and no last sign-in but their own (SEC-63).
 */
export async function findMembers(
  ctx: Context,
  permit: Permit<"view-sheet">,
  search: MemberSearch,
): Promise<StructureMembers> {
  const { structureId, capacity, holder } = permit;
  const page = memberPageQuery(
    {
      listed: sql`attachment.structure_id = ${structureId}`,
      disclosed: mayAs(capacity, "manage-members") ? sql`true` : sql`attachment.account_id = ${holder.accountId}`,
      searchesStructures: false,
    },
    search,
  );
  const { rows } = await ctx.db.execute<MemberPageRow & { primaryManager: StructureMembers["primaryManager"] }>(sql`
    select page.total, page.rows, (
      select json_build_object('familyName', account.family_name, 'givenName', account.given_name,
        'contactEmail', account.contact_email)
      from attachments attachment join accounts account on account.id = attachment.account_id
      where attachment.structure_id = ${structureId} and attachment.role = 'primary-manager'
        and attachment.status in ('approved', 'suspended')
    ) as "primaryManager"
    from (${page}) page`);
  return { ...memberPageOf(rows[0]), primaryManager: rows[0]?.primaryManager ?? null };
}
