import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import {
  type MemberPage,
  type MemberPageRow,
  type MemberSearch,
  memberPageOf,
  memberPageQuery,
  membersOf,
} from "./listed-member";

/** Block "Utilisateurs rattachés à la structure". */
export interface StructureMembers extends MemberPage {
  /** Null: the seat is vacant (M-53). */
  primaryManager: { familyName: string; givenName: string; contactEmail: string } | null;
}

/** The people of one structure and its primary manager, in one statement. */
export async function findMembers(
  ctx: Context,
  permit: Permit<"view-sheet">,
  search: MemberSearch,
): Promise<StructureMembers> {
  const { structureId } = permit;
  const page = memberPageQuery(membersOf(permit), search);
  const { rows } = await ctx.db.execute<MemberPageRow & { primaryManager: StructureMembers["primaryManager"] }>(sql`
    select page.total, page.rows, (
      select json_build_object('familyName', account.family_name, 'givenName', account.given_name,
        'contactEmail', account.contact_email)
      from attachments attachment join accounts account on account.id = attachment.account_id
      where attachment.structure_id = ${structureId} and attachment.role = 'primary-manager'
        and attachment.status in ('approved', 'suspended') and account.status = 'active'
    ) as "primaryManager"
    from (${page}) page`);
  return { ...memberPageOf(rows[0]), primaryManager: rows[0]?.primaryManager ?? null };
}
