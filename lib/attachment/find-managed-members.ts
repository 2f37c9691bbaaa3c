import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Actor } from "./actor";
import { type MemberPage, type MemberPageRow, type MemberSearch, memberPageOf, memberPageQuery } from "./listed-member";

/** "Les utilisateurs de mes structures": the people of every structure that the actor manages at this moment. */
export async function findManagedMembers(ctx: Context, actor: Actor, search: MemberSearch): Promise<MemberPage> {
  const { rows } = await ctx.db.execute<MemberPageRow>(
    memberPageQuery(
      {
        listed: sql`attachment.structure_id in (
          select own.structure_id from attachments own
          where own.account_id = ${actor.accountId} and own.status = 'approved' and own.role <> 'member')`,
        disclosed: sql`true`,
        searchesStructures: true,
      },
      search,
    ),
  );
  return memberPageOf(rows[0]);
}
