import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import { countsOf, type Progress, progressOf, rowsCounted } from "./progress";

/** How far one's own operation has come, for whoever looks at it again and again; null for anybody else's. */
export async function findProgress(ctx: Context, actor: Actor, operationId: string): Promise<Progress | null> {
  const { rows } = await ctx.db.execute<{ [Key in keyof Progress]: Progress[Key] }>(sql`
    select ${progressOf(ctx.now())} from operations operation ${rowsCounted}
    where operation.id = ${operationId} and operation.account_id = ${actor.accountId}`);
  return rows[0] ? { ...rows[0], ...countsOf(rows[0]) } : null;
}
