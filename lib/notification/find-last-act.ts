import { and, desc, eq, inArray } from "drizzle-orm";
import { auditEvents } from "@/drizzle/schema/audit";
import type { AuditEvent } from "@/lib/audit/audit-event";
import type { Context } from "@/lib/platform/context";

/** When something of one of these kinds last happened to an account, and what the journal says of it. */
export async function findLastAct(
  ctx: Context,
  { targetId, kinds }: { targetId: string; kinds: AuditEvent["kind"][] },
): Promise<{ at: Date; actorId: string | null } | null> {
  const [act] = await ctx.db
    .select({ at: auditEvents.at, actorId: auditEvents.actorId })
    .from(auditEvents)
    .where(and(eq(auditEvents.targetId, targetId), inArray(auditEvents.kind, kinds)))
    .orderBy(desc(auditEvents.position))
    .limit(1);
  return act ?? null;
}
