import { sql } from "drizzle-orm";
import { noteAct } from "@/lib/attachment/note-act";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { inOneTrip } from "@/lib/platform/in-one-trip";
import type { WorkspaceCode } from "@/lib/workspace/workspace";

/** What stands in place of a private individual's name: the structure was the person. */
const ERASED_STRUCTURE = "Particulier supprimé";

/**
 * The structures that are the person himself: private individuals to which he is attached, and nobody else. Asked before
 * his attachments end. A colleague whose account is closed may come back: his is kept.
 */
export async function findPrivateStructures(tx: Context, accountId: string): Promise<string[]> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select structure.id from attachments own join structures structure on structure.id = own.structure_id
    where own.account_id = ${accountId} and own.status in ('approved', 'suspended')
      and structure.identifier_type = 'PARTICULIER' and not exists (
        select from attachments other
        where other.structure_id = structure.id and other.account_id <> ${accountId} and other.status = 'approved'
      )
    order by structure.id`);
  return rows.map(({ id }) => id);
}

/**
 * Makes those structures nobody's, with the erasure of the person (R-508, SEC-98): name, identifier, address, ways to
 * reach him, bank details and former identifiers go, the structure is inactive, and what still waits for it ends. Its
 * files become those of the account, and go with them.
 */
export async function wipePrivateStructures(tx: Context, accountId: string, structureIds: string[]): Promise<void> {
  if (structureIds.length === 0) return;
  await cancelRequests(tx, structureIds);
  const now = sql`${tx.now().toISOString()}::timestamptz`;
  const own = sql`any(array(select jsonb_array_elements_text(${JSON.stringify(structureIds)}::jsonb))::uuid[])`;
  await inOneTrip(tx, [
    sql`update structures set status = 'inactive', legal_name = ${ERASED_STRUCTURE}, identifier = 'erased-' || id,
        label = null, address_line1 = '-', address_line2 = null, address_line3 = null, postcode = null, city = '-',
        address_disclosed = false, email = null, phone = null, trade_register_number = null, vat_number = null,
        provider_category = null, employment_scheme = null, version = version + 1
      where id = ${own}`,
    sql`update departments set code = id::text, name = '-', description = null, address_line1 = null,
        address_line2 = null, address_line3 = null, postcode = null, city = null, country = null, version = version + 1
      where structure_id = ${own}`,
    sql`delete from bank_details where structure_id = ${own}`,
    sql`delete from former_identifiers where structure_id = ${own}`,
    sql`update documents set structure_id = null, account_id = ${accountId} where structure_id = ${own}`,
    sql`update mandates set label = '-', revoked_at = coalesce(revoked_at, ${now})
      where structure_id = ${own} or mandated_structure_id = ${own}`,
    // What was replaced on their sheets and of their departments, gone ones too, by whoever acted in them.
    sql`delete from audit_personal_values where changes is not null and event_id in (
        select event.id from audit_events event where event.target_id = ${own}
        union select event.id from audit_events event
          where event.actor_id in (select somebody.account_id from attachments somebody where somebody.structure_id = ${own})
            and event.facts->>'structureId' = any(array(select jsonb_array_elements_text(${JSON.stringify(structureIds)}::jsonb)))
      )`,
    sql`update structure_history set reason = null where structure_id = ${own} and reason is not null`,
    sql`update invitations set status = 'expired' where structure_id = ${own} and status = 'pending'`,
  ]);
  await noteAct(tx, {
    audit: structureIds.map((targetId) => ({ kind: "structure-deactivated", actorId: null, targetId, facts: {} })),
    history: structureIds.map((structureId) => ({ structureId, kind: "structure-deactivated", actorId: null })),
  });
}

interface Cancelled {
  id: string;
  structureId: string;
  /** Null: an attachment. */
  workspace: WorkspaceCode | null;
  accountId: string;
  contactEmail: string;
  language: Language;
  /** Nobody writes to an account that is closed. */
  isActive: boolean;
}

/** Nobody will answer any more: whoever asked to be attached is told so (N-14), as where a structure closes. */
async function cancelRequests(tx: Context, structureIds: string[]): Promise<void> {
  const now = sql`${tx.now().toISOString()}::timestamptz`;
  const own = sql`any(array(select jsonb_array_elements_text(${JSON.stringify(structureIds)}::jsonb))::uuid[])`;
  const { rows } = await tx.db.execute<{ [Key in keyof Cancelled]: Cancelled[Key] }>(sql`
    with request as (
      update attachments set status = 'cancelled', decided_at = ${now} where structure_id = ${own} and status = 'pending'
      returning id, structure_id, account_id
    ), wish as (
      update subscriptions set status = 'cancelled', decided_at = ${now} where structure_id = ${own} and status = 'pending'
      returning id, structure_id, account_id, workspace
    )
    select closed.*, person.contact_email as "contactEmail", person.language, person.status = 'active' as "isActive"
    from (
      select id, structure_id as "structureId", account_id as "accountId", null as workspace from request
      union all select id, structure_id, account_id, workspace::text from wish
    ) closed join accounts person on person.id = closed."accountId"`);
  await noteAct(tx, {
    audit: rows.map(({ id, structureId, workspace }) =>
      workspace === null
        ? {
            kind: "attachment-cancelled",
            actorId: null,
            targetId: id,
            facts: { structureId, cause: "cancelled" },
          }
        : { kind: "subscription-cancelled", actorId: null, targetId: id, facts: { structureId, workspace } },
    ),
    history: rows.map(({ id, structureId, workspace, accountId }) => ({
      structureId,
      kind: workspace === null ? ("attachment-cancelled" as const) : ("subscription-cancelled" as const),
      actorId: null,
      subjectId: accountId,
      targetId: id,
      workspace,
    })),
    mails: rows
      .filter(({ workspace, isActive }) => workspace === null && isActive)
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
  });
}
