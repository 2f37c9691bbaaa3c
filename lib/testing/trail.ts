import { eq } from "drizzle-orm";
import { auditEvents } from "@/drizzle/schema/audit";
import type { Context } from "@/lib/platform/context";

/** What the trail holds of that account, request or structure, the oldest line first. */
export function trailOf(ctx: Pick<Context, "db">, targetId: string) {
  return ctx.db.select().from(auditEvents).where(eq(auditEvents.targetId, targetId)).orderBy(auditEvents.position);
}
