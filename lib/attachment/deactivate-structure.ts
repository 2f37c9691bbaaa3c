import { eq, sql } from "drizzle-orm";
import { structures } from "@/drizzle/schema/structure";
import { holdProof, type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import type { AuditEvent } from "@/lib/audit/audit-event";
import type { Language } from "@/lib/i18n/language";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { findManagers } from "./find-managers";
import { namedPerson } from "./named-person";
import { noteAct } from "./note-act";

export type DeactivateStructureOutcome =
  | { kind: "deactivated" }
  | { kind: "already-inactive" }
  | { kind: "not-permitted" };

/**
 * Closes a structure to new people and new workspaces. Nobody loses what he has; what still waits for an
 * answer is cancelled, since none can come any more, and those who asked are told (N-14). Only support opens it (M-26).
 */
export async function deactivateStructure(
  ctx: Context,
  permit: Permit<"change-identifier">,
  { proof }: { proof: PasswordProof },
): Promise<DeactivateStructureOutcome> {
  const { structureId, holder } = permit;
  const { accountId: actorId } = holder;
  requireOwnProof(proof, holder);
  return inTransaction(ctx, async (tx) => {
    const held = await holdPermit(tx, permit);
    if (!held || !(await holdProof(tx, proof))) return { kind: "not-permitted" };
    if (held.status === "inactive") return { kind: "already-inactive" };
    await tx.db
      .update(structures)
      .set({ status: "inactive", version: held.version + 1 })
      .where(eq(structures.id, structureId));
    const cancelled = await cancelRequests(tx, { structureId, actorId });

    const managers = await findManagers(tx, structureId);
    const requesters = cancelled.filter(({ kind }) => kind === "attachment");
    const attached = [...managers, ...cancelled.filter(({ kind }) => kind === "subscription")];
    // No name of support to anybody, none of the managers to whoever only asked to come in (SEC-63).
    const closing =
      held.capacity === "administrator"
        ? ({ kind: "structure-deactivated-by-support" } as const)
        : ({ kind: "structure-deactivated", ...namedPerson(holder) } as const);
    await noteAct(tx, {
      audit: [
        { kind: "structure-deactivated", actorId, targetId: structureId, facts: {} },
        ...cancelled.map((request) => cancellationOf(request, { structureId, actorId })),
      ],
      history: [
        { structureId, kind: "structure-deactivated", actorId },
        ...cancelled.map(({ kind, id, accountId, workspace }) => ({
          structureId,
          kind: kind === "attachment" ? ("attachment-cancelled" as const) : ("subscription-cancelled" as const),
          actorId,
          subjectId: accountId,
          targetId: id,
          workspace,
        })),
      ],
      feed: [
        ...[...new Set(attached.map(({ accountId }) => accountId))].map((accountId) => ({
          accountId,
          structureId,
          ...closing,
        })),
        ...requesters.map(({ accountId }) => ({ accountId, structureId, kind: "attachment-request-closed" as const })),
      ],
      mails: [
        ...managers.map(({ contactEmail, language }) => ({
          message: { kind: "structure-deactivated" as const, structureId },
          recipient: contactEmail,
          language,
          // Support may open it again, and it may close once more.
          event: `structure-deactivated:${structureId}:${held.version}`,
        })),
        ...requesters
          .filter(({ isActive }) => isActive)
          .map(({ id, contactEmail, language }) => ({
            message: {
              kind: "attachment-request-closed" as const,
              attachmentId: id,
              cause: "structure-deactivated" as const,
            },
            recipient: contactEmail,
            language,
            event: `attachment-request-closed:${id}`,
          })),
      ],
    });
    return { kind: "deactivated" };
  });
}

interface Cancelled {
  kind: "attachment" | "subscription";
  id: string;
  accountId: string;
  workspace: WorkspaceCode | null;
  contactEmail: string;
  language: Language;
  /** Nobody writes to an account that is closed. */
  isActive: boolean;
}

interface Closing {
  structureId: string;
  actorId: string;
}

async function cancelRequests(tx: Context, { structureId, actorId }: Closing): Promise<Cancelled[]> {
  const now = tx.now().toISOString();
  const { rows } = await tx.db.execute<{ [Key in keyof Cancelled]: Cancelled[Key] }>(sql`
    with request as (
      update attachments set status = 'cancelled', decided_at = ${now}::timestamptz, decided_by = ${actorId}
      where structure_id = ${structureId} and status = 'pending'
      returning id, account_id
    ), wish as (
      update subscriptions set status = 'cancelled', decided_at = ${now}::timestamptz, decided_by = ${actorId}
      where structure_id = ${structureId} and status = 'pending'
      returning id, account_id, workspace
    )
    select closed.*, person.contact_email as "contactEmail", person.language, person.status = 'active' as "isActive"
    from (
      select 'attachment' as kind, id, account_id as "accountId", null as workspace from request
      union all select 'subscription', id, account_id, workspace::text from wish
    ) closed join accounts person on person.id = closed."accountId"`);
  return rows;
}

function cancellationOf({ id, workspace }: Cancelled, { structureId, actorId }: Closing): AuditEvent {
  const event = { actorId, targetId: id };
  if (workspace !== null) return { kind: "subscription-cancelled", ...event, facts: { structureId, workspace } };
  return { kind: "attachment-cancelled", ...event, facts: { structureId, cause: "cancelled" } };
}
