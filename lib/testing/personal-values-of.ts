import { eq } from "drizzle-orm";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import type { AuditEvent } from "@/lib/audit/audit-event";
import type { Context } from "@/lib/platform/context";

/** What stands beside the lines of one kind: from where they were done, and what they replaced (R-1201, SEC-96). */
export async function personalValuesOf(ctx: Context, kind: AuditEvent["kind"]) {
  return ctx.db
    .select({ origin: auditPersonalValues.origin, changes: auditPersonalValues.changes })
    .from(auditEvents)
    .innerJoin(auditPersonalValues, eq(auditPersonalValues.eventId, auditEvents.id))
    .where(eq(auditEvents.kind, kind))
    .orderBy(auditEvents.position);
}
