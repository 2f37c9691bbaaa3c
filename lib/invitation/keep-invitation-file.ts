import { sql } from "drizzle-orm";
import { operations } from "@/drizzle/schema/operation";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import type { Permit } from "@/lib/structure/permit";
import { KEPT_FILE, KEPT_HOURS } from "./kept-file";

/**
 * Keeps the text of a file until its person has seen what would be sent, and says yes (R-909, R-1404): as an operation
 * that is over before it began. One a person; files that nobody came back for go with the next one.
 */
export async function keepInvitationFile(
  ctx: Context,
  { structureId, holder }: Permit<"manage-members">,
  { text, returnPath }: { text: string; returnPath: string },
): Promise<{ fileId: string }> {
  const now = ctx.now();
  const fileId = ctx.id();
  await inOneTrip(ctx, [
    sql`
      delete from operations where kind = ${KEPT_FILE} and (account_id = ${holder.accountId}
        or created_at <= ${now.toISOString()}::timestamptz - make_interval(hours => ${KEPT_HOURS}))`,
    ctx.db.insert(operations).values({
      id: fileId,
      accountId: holder.accountId,
      kind: KEPT_FILE,
      request: { structureId, text },
      returnPath,
      total: 0,
      createdAt: now,
      finishedAt: now,
    }),
  ]);
  return { fileId };
}
