import { sql } from "drizzle-orm";
import { noteAct } from "@/lib/attachment/note-act";
import type { AuditEvent } from "@/lib/audit/audit-event";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";

/**
 * Ends what an account was attached and subscribed to, and cancels what it still asked for. The
 * trail gets a line for each, the structure's history one for each attachment. Seats that it held are declared vacant.
 */
export async function endEverything(tx: Context, accountId: string): Promise<void> {
  const now = sql`${tx.now().toISOString()}::timestamptz`;
  await tx.db.execute(sql`
    update structures set manager_vacant_since = ${now}
    where manager_vacant_since is null and id in (
      select structure_id from attachments
      where account_id = ${accountId} and role = 'primary-manager' and status in ('approved', 'suspended')
    )`);
  const { rows: attachments } = await tx.db.execute<{
    id: string;
    structureId: string;
    from: string;
    status: "ended" | "cancelled";
  }>(sql`
    update attachments own set ended_at = ${now}, reactivate_on = null,
      status = case when own.status = 'pending' then 'cancelled' else 'ended' end::attachment_status
    from attachments before
    where before.id = own.id and own.account_id = ${accountId} and own.status in ('pending', 'approved', 'suspended')
    returning own.id, own.structure_id as "structureId", before.status as "from", own.status`);
  const { rows: subscriptions } = await tx.db.execute<{
    id: string;
    structureId: string;
    workspace: WorkspaceCode;
    status: "ended" | "cancelled";
  }>(sql`
    update subscriptions set ended_at = ${now},
      status = case when status = 'pending' then 'cancelled' else 'ended' end::subscription_status
    where account_id = ${accountId} and status in ('pending', 'active')
    returning id, structure_id as "structureId", workspace, status`);

  await noteAct(tx, {
    audit: [
      ...attachments.map(({ id, structureId, from, status }): AuditEvent => {
        const event = { actorId: null, targetId: id };
        return status === "cancelled"
          ? { kind: "attachment-cancelled", ...event, facts: { structureId, cause: "cancelled" } }
          : { kind: "attachment-ended", ...event, facts: { structureId, from, cause: "left" } };
      }),
      ...subscriptions.map(({ id, structureId, workspace, status }): AuditEvent => {
        const event = { actorId: null, targetId: id };
        return status === "cancelled"
          ? { kind: "subscription-cancelled", ...event, facts: { structureId, workspace } }
          : { kind: "subscription-ended", ...event, facts: { structureId, workspace, cause: "account-erased" } };
      }),
    ],
    history: attachments.map(({ id, structureId, status }) => ({
      structureId,
      kind: status === "cancelled" ? ("attachment-cancelled" as const) : ("attachment-ended" as const),
      actorId: null,
      subjectId: accountId,
      targetId: id,
    })),
  });
}
