import { type SQLWrapper, sql } from "drizzle-orm";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import { isActingSessionOf } from "./acting-session";
import type { AuditEvent } from "./audit-event";
import type { Changes } from "./changes";

/** The personal values of an event, which can be erased without touching the trail. */
export interface PersonalValues {
  /** Left out: that of the request (`ctx.origin`) or of the session in which its actor acts (`actsIn`), where it is known. */
  origin?: string;
  email?: string;
  /** What support wrote about its act (SEC-70). */
  words?: string;
  changes?: Changes;
}

/** An event with its personal values. */
export type NotedEvent = AuditEvent & { personal?: PersonalValues };

/** Writes one line of the audit trail, in the transaction of the change it tells of (R-1201). */
export async function recordEvent(tx: Context, event: AuditEvent, personal: PersonalValues = {}): Promise<void> {
  await inOneTrip(tx, eventWrites(tx, event, personal));
}

/** A line yet to be written, for whoever writes it together with the change it tells of. */
export function eventWrites(ctx: Context, event: AuditEvent, personal: PersonalValues = {}): SQLWrapper[] {
  return trailWrites(ctx, [{ ...event, personal }]);
}

/** Lines yet to be written, however many: those without values of their own in two statements. */
export function trailWrites(ctx: Context, events: NotedEvent[]): SQLWrapper[] {
  if (events.length === 0) return [];
  const lines = events.map(({ personal = {}, ...event }) => ({
    line: { ...event, id: ctx.id(), at: ctx.now() },
    personal,
  }));
  const saysMore = ({ personal }: { personal: PersonalValues }) =>
    Object.values(personal).some((value) => value !== undefined);
  const writes: SQLWrapper[] = [ctx.db.insert(auditEvents).values(lines.map(({ line }) => line))];
  for (const { line, personal } of lines.filter(saysMore)) {
    const origin =
      personal.origin ??
      ctx.origin ??
      (line.actorId && sql`(select session.origin from sessions session where ${isActingSessionOf(line.actorId)})`);
    writes.push(ctx.db.insert(auditPersonalValues).values({ eventId: line.id, ...personal, origin }));
  }
  const rest = lines.filter((one) => !saysMore(one)).map(({ line }) => line);
  const others = rest.filter(({ actorId }) => actorId !== null);
  if (ctx.origin !== undefined && rest.length > 0) {
    const { origin } = ctx;
    writes.push(ctx.db.insert(auditPersonalValues).values(rest.map(({ id }) => ({ eventId: id, origin }))));
  } else if (others.length > 0) {
    const actors = JSON.stringify(others.map(({ id, actorId }) => ({ id, actor: actorId })));
    writes.push(sql`insert into audit_personal_values (event_id, origin)
      select line.id, session.origin from jsonb_to_recordset(${actors}::jsonb) as line(id uuid, actor uuid)
      join sessions session on ${isActingSessionOf(sql`line.actor`)}`);
  }
  return writes;
}
