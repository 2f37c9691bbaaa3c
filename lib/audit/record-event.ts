import { sql } from "drizzle-orm";
import { auditEvents, auditPersonalValues } from "@/drizzle/schema/audit";
import type { Context } from "@/lib/platform/context";
import type { AuditEvent } from "./audit-event";

/** The personal values of an event, which can be erased without touching the trail. */
export interface PersonalValues {
  origin?: string;
  email?: string;
}

/** Writes one line of the audit trail, in the transaction of the change it tells of (R-1201). */
export async function recordEvent(tx: Context, event: AuditEvent, personal: PersonalValues = {}): Promise<void> {
  const id = tx.id();
  const { kind, actorId, targetId, facts } = event;
  // One statement for both tables: sign-in waits for it.
  await tx.db.execute(sql`
    with event as (
      insert into ${auditEvents} (id, at, kind, actor_id, target_id, facts)
      values (${id}, ${tx.now().toISOString()}, ${kind}, ${actorId}, ${targetId}, ${JSON.stringify(facts)}::jsonb)
      returning id
    )
    insert into ${auditPersonalValues} (event_id, origin, email)
    select id, ${personal.origin ?? null}, ${personal.email ?? null} from event
    where ${personal.origin ?? null}::text is not null or ${personal.email ?? null}::text is not null`);
}
