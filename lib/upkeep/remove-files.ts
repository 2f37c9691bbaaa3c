import { sql } from "drizzle-orm";
import { removeErasedDocuments } from "@/lib/departure/remove-erased-documents";
import type { Context } from "@/lib/platform/context";
import { PartlyDone } from "./job";

/** Takes the files of erased accounts out of the object storage; one that is down keeps them until the next run. */
export async function removeErasedFiles(ctx: Context): Promise<number> {
  const { removed, kept } = await removeErasedDocuments(ctx);
  if (kept > 0) throw new PartlyDone(removed);
  return removed;
}

/** How many such files there are. */
export async function countErasedFiles(ctx: Context): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: string }>(sql`
    select count(*) from documents
    join accounts on accounts.id = documents.account_id and accounts.status = 'erased'`);
  return Number(rows[0]?.count);
}
