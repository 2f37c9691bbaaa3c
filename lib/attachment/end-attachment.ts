import { sql } from "drizzle-orm";
import type { AuditEvent } from "@/lib/audit/audit-event";
import type { Context } from "@/lib/platform/context";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import type { Act } from "./note-act";

/** Whose attachment ends, by whom, and how. */
export interface AttachmentEnd {
  attachmentId: string;
  accountId: string;
  structureId: string;
  actorId: string;
  /** What it was before. */
  from: "approved" | "suspended";
  cause: "manager" | "left";
}

/**
 * Ends an attachment and everything that hangs on it, in one statement: what the person used ends, what he still asked
 * for is cancelled (R-851, R-704). Returns what the trail must say of it, and the lines that end the requests' histories.
 */
export async function endAttachment(tx: Context, end: AttachmentEnd): Promise<Pick<Act, "audit" | "history">> {
  const { attachmentId, accountId, structureId, actorId, from, cause } = end;
  const now = tx.now().toISOString();
  const { rows } = await tx.db.execute<{ id: string; workspace: WorkspaceCode; status: "ended" | "cancelled" }>(sql`
    with ended as (
      update attachments set status = 'ended', ended_at = ${now}::timestamptz, reactivate_on = null
      where id = ${attachmentId}
    )
    update subscriptions
    set status = case when status = 'active' then 'ended' else 'cancelled' end::subscription_status,
      ended_at = ${now}::timestamptz
    where account_id = ${accountId} and structure_id = ${structureId} and status in ('active', 'pending')
    returning id, workspace, status`);
  return {
    audit: [
      { kind: "attachment-ended", actorId, targetId: attachmentId, facts: { structureId, from, cause } },
      ...rows.map(({ id, workspace, status }): AuditEvent => {
        const event = { actorId, targetId: id };
        if (status === "cancelled")
          return { kind: "subscription-cancelled", ...event, facts: { structureId, workspace } };
        return { kind: "subscription-ended", ...event, facts: { structureId, workspace, cause: "attachment-ended" } };
      }),
    ],
    history: rows
      .filter(({ status }) => status === "cancelled")
      .map(({ id, workspace }) => ({
        structureId,
        kind: "subscription-cancelled",
        actorId,
        subjectId: accountId,
        targetId: id,
        workspace,
      })),
  };
}
