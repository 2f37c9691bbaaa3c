import { eq, sql } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";

/**
 * Wipes what is left of a registration that no account grew from, whose row is gone: its links, the
 * personal values in its lines of the trail, the address on its mails; one that still waits is not sent. Whoever calls
 * knows that there is no account: what it left behind would be the account's as well.
 */
export async function forgetRegistration(tx: Context, registrationId: string): Promise<void> {
  await inOneTrip(tx, [
    tx.db.delete(singleUseLinks).where(eq(singleUseLinks.subjectId, registrationId)),
    sql`delete from audit_personal_values
      where event_id in (select event.id from audit_events event where event.target_id = ${registrationId})`,
    sql`update outbox_messages set recipient = 'erased-' || id, last_error = null, leased_until = null,
        status = case when status = 'due' then 'dropped' else status end::outbox_status,
        settled_at = coalesce(settled_at, ${tx.now().toISOString()}::timestamptz)
      where message->>'registrationId' = ${registrationId}`,
  ]);
}
