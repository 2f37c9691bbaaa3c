import { sql } from "drizzle-orm";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";
import type { Administrator } from "./administrator";
import { momentOf } from "./bounded-list";
import { type AppointmentState, appointmentState } from "./find-appointments";

/** A proposal of a primary manager, with what the second administrator must see (SEC-68). */
export interface AppointmentFacts {
  appointmentId: string;
  state: AppointmentState;
  reason: string;
  /** How the first administrator made sure of the person. */
  evidence: string;
  proposedBy: { accountId: string; name: string } | null;
  proposedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string | null;
  candidate: {
    accountId: string;
    name: string;
    email: string;
    isActive: boolean;
    role: Role;
    status: AttachmentStatus;
    since: Date;
    comment: string | null;
  };
  structure: {
    structureId: string;
    isActive: boolean;
    identifierType: IdentifierType;
    identifier: string;
    legalName: string;
    sector: "private" | "public";
    vacantSince: Date | null;
  };
  /** Who would lose the role; null: nobody holds it, or his account is closed. */
  currentManager: string | null;
  /** How many people would be told. */
  attached: number;
}

/** One proposal, in one statement. */
export async function findAppointment(
  ctx: Context,
  _administrator: Administrator,
  appointmentId: string,
): Promise<AppointmentFacts | null> {
  const { rows } = await ctx.db.execute<{ facts: AsJson<AppointmentFacts> }>(sql`
    select json_build_object(
      'appointmentId', appointment.id, 'state', ${appointmentState}, 'reason', appointment.reason,
      'evidence', appointment.proof, 'proposedAt', appointment.proposed_at, 'decidedAt', appointment.decided_at,
      'decisionReason', appointment.decision_reason,
      'proposedBy', (
        select json_build_object('accountId', id, 'name', given_name || ' ' || family_name)
        from accounts where id = appointment.proposed_by
      ),
      'decidedBy', (select given_name || ' ' || family_name from accounts where id = appointment.decided_by),
      'candidate', json_build_object('accountId', person.id, 'name', person.given_name || ' ' || person.family_name,
        'email', person.email, 'isActive', person.status = 'active', 'role', attachment.role,
        'status', attachment.status, 'since', coalesce(attachment.decided_at, attachment.requested_at),
        'comment', attachment.comment),
      'structure', json_build_object('structureId', structure.id, 'isActive', structure.status = 'active',
        'identifierType', structure.identifier_type, 'identifier', structure.identifier,
        'legalName', structure.legal_name, 'sector', structure.sector, 'vacantSince', structure.manager_vacant_since),
      'currentManager', (
        select acting.given_name || ' ' || acting.family_name
        from attachments manager join accounts acting on acting.id = manager.account_id
        where manager.structure_id = structure.id and manager.role = 'primary-manager'
          and manager.status in ('approved', 'suspended') and acting.status = 'active'
      ),
      'attached', (
        select count(*) from attachments other join accounts acting on acting.id = other.account_id
        where other.structure_id = structure.id and other.status = 'approved' and acting.status = 'active'
      )
    ) as facts
    from appointments appointment join structures structure on structure.id = appointment.structure_id
    join attachments attachment on attachment.id = appointment.attachment_id
    join accounts person on person.id = attachment.account_id
    where appointment.id = ${appointmentId}`);
  const facts = rows[0]?.facts;
  if (!facts) return null;
  const { candidate, structure } = facts;
  return {
    ...facts,
    proposedAt: new Date(facts.proposedAt),
    decidedAt: momentOf(facts.decidedAt),
    candidate: { ...candidate, since: new Date(candidate.since) },
    structure: { ...structure, vacantSince: momentOf(structure.vacantSince) },
  };
}
