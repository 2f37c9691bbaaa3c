import { sql } from "drizzle-orm";
import { actsIn } from "@/lib/audit/acting-session";
import type { Context } from "@/lib/platform/context";
import type { Actor } from "./actor";
import type { Belonging } from "./find-permit-over";

/**
 * The structure that one's own request or subscription belongs to, locked until the transaction ends: acts on its
 * people queue up (SEC-65). Null: the person has nothing of the kind, and alike when it is another one's (SEC-61).
 */
export async function holdOwnStructure(tx: Context, actor: Actor, of: Belonging): Promise<string | null> {
  const own =
    "attachmentId" in of
      ? sql`attachments own on own.id = ${of.attachmentId}`
      : sql`subscriptions own on own.id = ${of.subscriptionId}`;
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select structure.id, ${actsIn(actor.sessionId)} from structures structure
    join ${own} and own.structure_id = structure.id and own.account_id = ${actor.accountId}
    for no key update of structure`);
  return rows[0]?.id ?? null;
}
