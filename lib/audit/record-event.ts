import type { SQLWrapper } from "drizzle-orm";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import type { AuditEvent } from "./audit-event";

/** The personal values of an event, which can be erased without touching the trail. */
export interface PersonalValues {
  origin?: string;
  email?: string;
  /** What support wrote about its act (SEC-70). */
  words?: string;
}

/** Writes one line of the audit trail, in the transaction of the change it tells of (R-1201). */
export async function recordEvent(tx: Context, event: AuditEvent, personal: PersonalValues = {}): Promise<void> {
  await inOneTrip(tx, eventWrites(tx, event, personal));
}

/** A line yet to be written, for whoever writes it together with the change it tells of. */
export function eventWrites(ctx: Context, event: AuditEvent, personal: PersonalValues = {}): SQLWrapper[] {
  const id = ctx.id();
  const line = ctx.db.insert(auditEvents).values({ ...event, id, at: ctx.now() });
  if (Object.values(personal).every((value) => value === undefined)) return [line];
  return [line, ctx.db.insert(auditPersonalValues).values({ eventId: id, ...personal })];
}
