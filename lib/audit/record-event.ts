import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
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
    writes.push(ctx.db.insert(auditPersonalValues).values({ eventId: line.id, at: line.at, ...personal, origin }));
  }
  const rest = lines.filter((one) => !saysMore(one)).map(({ line }) => line);
  const known = ctx.origin === undefined ? rest.filter(({ actorId }) => actorId !== null) : rest;
  if (known.length > 0) writes.push(originWrite(ctx, known));
  return writes;
}

/** From where lines of this moment were done, however many: for whoever writes the lines themselves by hand. */
export function originWrite(ctx: Context, lines: readonly { id: string; actorId: string | null }[]): SQL {
  const values = JSON.stringify(lines.map(({ id, actorId }) => ({ id, actor: actorId })));
  const line = sql`jsonb_to_recordset(${values}::jsonb) as line(id uuid, actor uuid)`;
  const at = sql`${ctx.now().toISOString()}::timestamptz`;
  return ctx.origin === undefined
    ? sql`insert into audit_personal_values (event_id, at, origin) select line.id, ${at}, session.origin
        from ${line} join sessions session on ${isActingSessionOf(sql`line.actor`)}`
    : sql`insert into audit_personal_values (event_id, at, origin) select line.id, ${at}, ${ctx.origin} from ${line}`;
}
