import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Actor } from "./actor";

/**
 * The structure that one's own request is addressed to, locked until the transaction ends: acts on its people queue up
 * (SEC-65). Null: the person has no such request, and alike when it is another one's (SEC-61).
 */
export async function holdOwnStructure(tx: Context, actor: Actor, attachmentId: string): Promise<string | null> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select structure.id from structures structure
    join attachments own on own.structure_id = structure.id
    where own.id = ${attachmentId} and own.account_id = ${actor.accountId}
    for no key update of structure`);
  return rows[0]?.id ?? null;
}
