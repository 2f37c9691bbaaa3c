import { sql } from "drizzle-orm";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import { isAskedByActive } from "@/lib/attachment/desk-scope";
import { asRequestHistory, type RequestAct, requestHistory } from "@/lib/attachment/request-history";
import { dayInParis } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Administrator } from "./administrator";
import { momentOf } from "./bounded-list";
import { isUnmanaged } from "./unmanaged";

/** One request of the queue, with everything that a decision or a proposal depends on (R-857, SEC-68). */
export interface QueuedRequestFacts {
  attachmentId: string;
  status: AttachmentStatus;
  requestedAt: Date;
  comment: string | null;
  /** `isOpen`: it serves today (R-810). */
  departments: { code: string; name: string; isOpen: boolean }[];
  requester: { accountId: string; name: string; email: string; contactEmail: string; isActive: boolean };
  structure: {
    structureId: string;
    isActive: boolean;
    identifierType: IdentifierType;
    identifier: string;
    legalName: string;
    sector: "private" | "public";
    address: {
      addressLine1: string;
      addressLine2: string | null;
      addressLine3: string | null;
      postcode: string | null;
      city: string;
      /** ISO 3166-1 alpha-2. */
      country: string;
    };
    vacantSince: Date | null;
  };
  /** The others who ask for the same structure, oldest first: any of them may be the right one. */
  others: { attachmentId: string; name: string; requestedAt: Date }[];
  /** The open proposal of a primary manager; null: none. */
  appointmentId: string | null;
  history: RequestAct[];
  /** The request that waits longest beside this one, of those that this administrator can decide. */
  nextId: string | null;
}

/** How many of the others are shown. */
const OTHERS_SHOWN = 20;

/** One request for a structure that nobody manages, in one statement; any other does not exist here (SEC-61). */
export async function findQueuedRequest(
  ctx: Context,
  administrator: Administrator,
  attachmentId: string,
): Promise<QueuedRequestFacts | null> {
  const today = dayInParis(ctx.now());
  const { rows } = await ctx.db.execute<{ facts: Stored }>(sql`
    select json_build_object(
      'attachmentId', request.id, 'status', request.status, 'requestedAt', request.requested_at,
      'comment', request.comment,
      'departments', coalesce((
        select json_agg(json_build_object('code', department.code, 'name', department.name,
          'isOpen', department.valid_from <= ${today}::date
            and (department.valid_until is null or department.valid_until >= ${today}::date)
        ) order by fold(department.name))
        from attachment_departments line join departments department on department.id = line.department_id
        where line.attachment_id = request.id
      ), '[]'),
      'requester', json_build_object('accountId', person.id, 'name', person.given_name || ' ' || person.family_name,
        'email', person.email, 'contactEmail', person.contact_email, 'isActive', person.status = 'active'),
      'structure', json_build_object('structureId', structure.id, 'isActive', structure.status = 'active',
        'identifierType', structure.identifier_type, 'identifier', structure.identifier,
        'legalName', structure.legal_name, 'sector', structure.sector,
        'address', json_build_object('addressLine1', structure.address_line1,
          'addressLine2', structure.address_line2, 'addressLine3', structure.address_line3,
          'postcode', structure.postcode, 'city', structure.city, 'country', structure.country),
        'vacantSince', structure.manager_vacant_since),
      'others', coalesce((
        select json_agg(json_build_object('attachmentId', id, 'name', name, 'requestedAt', requested_at)
          order by requested_at, id)
        from (
          select other.id, other.requested_at, asking.given_name || ' ' || asking.family_name as name
          from attachments other join accounts asking on asking.id = other.account_id
          where other.structure_id = structure.id and other.status = 'pending' and other.id <> request.id
            and ${isAskedByActive(sql`other`)}
          order by other.requested_at, other.id limit ${OTHERS_SHOWN}::bigint
        ) asked
      ), '[]'),
      'appointmentId', (
        select id from appointments where structure_id = structure.id and decided_at is null
      ),
      'history', ${requestHistory(sql`request.id`)},
      'nextId', (
        select waiting.id from attachments waiting
        where waiting.status = 'pending' and waiting.id <> request.id and ${isUnmanaged(sql`waiting.structure_id`)}
          and ${isAskedByActive(sql`waiting`)} and waiting.account_id <> ${administrator.accountId}
        order by waiting.requested_at, waiting.id limit 1
      )
    ) as facts
    from attachments request join accounts person on person.id = request.account_id
    join structures structure on structure.id = request.structure_id
    where request.id = ${attachmentId} and ${isUnmanaged(sql`request.structure_id`)}`);
  const facts = rows[0]?.facts;
  if (!facts) return null;
  return {
    ...facts,
    requestedAt: new Date(facts.requestedAt),
    structure: { ...facts.structure, vacantSince: momentOf(facts.structure.vacantSince) },
    others: facts.others.map((other) => ({ ...other, requestedAt: new Date(other.requestedAt) })),
    history: asRequestHistory(facts.history),
  };
}

/** The facts as JSON carries them: dates are strings. */
type Stored = Omit<QueuedRequestFacts, "requestedAt" | "structure" | "others" | "history"> & {
  requestedAt: string;
  structure: Omit<QueuedRequestFacts["structure"], "vacantSince"> & { vacantSince: string | null };
  others: (Omit<QueuedRequestFacts["others"][number], "requestedAt"> & { requestedAt: string })[];
  history: Parameters<typeof asRequestHistory>[0];
};
