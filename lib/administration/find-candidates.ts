import { type SQL, sql } from "drizzle-orm";
import type { AttachmentStatus } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import { searchWords } from "@/lib/platform/search-words";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Role } from "@/lib/structure/rights";
import type { Administrator } from "./administrator";
import { momentOf } from "./bounded-list";

/** Somebody whom support may propose: he belongs to the structure, or asks to (SEC-68, R-007). */
export interface Candidate {
  attachmentId: string;
  name: string;
  email: string;
  role: Role;
  status: AttachmentStatus;
  since: Date;
}

/** A structure, who could manage it, and who does now. */
export interface Candidates {
  structureId: string;
  isActive: boolean;
  identifierType: IdentifierType;
  identifier: string;
  legalName: string;
  sector: "private" | "public";
  vacantSince: Date | null;
  /** Null: nobody holds the role, or his account is closed. */
  currentManager: string | null;
  /** The open proposal; null: none. */
  appointmentId: string | null;
  /** Secondary managers first, then members, then who asks; the first of those found. */
  candidates: Candidate[];
  /** How many are found in all. */
  total: number;
}

/** More people than that are searched, not scrolled through. */
export const CANDIDATES_SHOWN = 50;

export interface CandidateSearch {
  structureId: string;
  /** Words of a person's name and address; empty: all. */
  text: string;
}

/** Whether the attachment `own` of the account `person` could be proposed by that administrator. */
export function isCandidate({ accountId }: Administrator): SQL {
  return sql`own.status in ('pending', 'approved') and own.role <> 'primary-manager'
    and person.status = 'active' and person.id <> ${accountId}`;
}

/** Whom support could name primary manager of a structure, in one statement; never the administrator himself. */
export async function findCandidates(
  ctx: Context,
  administrator: Administrator,
  { structureId, text }: CandidateSearch,
): Promise<Candidates | null> {
  const found = searchWords(text).map((word) => sql`and person.search_text like '%' || fold(${word}) || '%'`);
  const { rows } = await ctx.db.execute<{ facts: Stored }>(sql`
    with fit as (
      select own.id, person.given_name || ' ' || person.family_name as name, person.email, own.role, own.status,
        coalesce(own.decided_at, own.requested_at) as since,
        row_number() over (
          order by own.status = 'pending', own.role, coalesce(own.decided_at, own.requested_at), own.id
        ) as place
      from attachments own join accounts person on person.id = own.account_id
      where own.structure_id = ${structureId} and ${isCandidate(administrator)}
        ${sql.join(found, sql` `)}
    )
    select json_build_object(
      'structureId', structure.id, 'isActive', structure.status = 'active', 'identifierType', structure.identifier_type,
      'identifier', structure.identifier, 'legalName', structure.legal_name, 'sector', structure.sector,
      'vacantSince', structure.manager_vacant_since,
      'currentManager', (
        select acting.given_name || ' ' || acting.family_name
        from attachments manager join accounts acting on acting.id = manager.account_id
        where manager.structure_id = structure.id and manager.role = 'primary-manager'
          and manager.status in ('approved', 'suspended') and acting.status = 'active'
      ),
      'appointmentId', (select id from appointments where structure_id = structure.id and decided_at is null),
      'candidates', coalesce((
        select json_agg(json_build_object('attachmentId', id, 'name', name, 'email', email, 'role', role,
          'status', status, 'since', since) order by place)
        from fit where place <= ${CANDIDATES_SHOWN}::bigint
      ), '[]'),
      'total', (select count(*) from fit)
    ) as facts
    from structures structure where structure.id = ${structureId}`);
  const facts = rows[0]?.facts;
  if (!facts) return null;
  return {
    ...facts,
    vacantSince: momentOf(facts.vacantSince),
    candidates: facts.candidates.map((candidate) => ({ ...candidate, since: new Date(candidate.since) })),
  };
}

/** The facts as JSON carries them: dates are strings. */
type Stored = Omit<Candidates, "vacantSince" | "candidates"> & {
  vacantSince: string | null;
  candidates: (Omit<Candidate, "since"> & { since: string })[];
};
