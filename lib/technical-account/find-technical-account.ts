import { max } from "date-fns";
import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import { stateOf, type TechnicalAccountState, type TechnicalAccountStatus } from "./technical-account";

/** A password that can be used at this moment: two during a rotation (SEC-80). */
export interface LivePassword {
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** What only the primary manager sees of his technical account. */
export interface TechnicalDetails {
  createdAt: Date;
  /** Of any of its passwords, those included that are gone. */
  lastUsedAt: Date | null;
  /** The newest first. */
  livePasswords: LivePassword[];
  readOnly: boolean;
  /** Null: all structures that he manages. */
  only: ListedStructures | null;
}

/**
 * The structures of a restriction. Its list may be a former manager's: of what the reader does not manage he sees no
 * name (SEC-63).
 */
export interface ListedStructures {
  managed: { structureId: string; designation: string }[];
  /** How many others are on the list; they give software nothing. */
  others: number;
}

/** The structure's technical account: the live one, else the last one that was deleted (R-1009). */
export interface FoundTechnicalAccount {
  technicalAccountId: string;
  login: string;
  state: TechnicalAccountState;
  /**
   * Since when it is in that state; null: expired for so long that its passwords are gone, or without effect by its
   * structure.
   */
  since: Date | null;
  /** When its newest password ends or ended; null once it is gone. */
  expiresAt: Date | null;
  /** The contact address of the primary manager; null while there is none (R-1010). */
  contactEmail: string | null;
  details: TechnicalDetails | null;
}

/** The structure's technical account, or null; what R-830 says to everybody attached, the rest to the primary manager. */
export async function findTechnicalAccount(
  ctx: Context,
  { structureId, capacity, holder }: Permit<"view-sheet">,
): Promise<FoundTechnicalAccount | null> {
  const { rows } = await ctx.db.execute<{ found: Stored }>(sql`
    select json_build_object(
      'technicalAccountId', account.id, 'login', account.login, 'status', account.status,
      'createdAt', account.created_at, 'suspendedAt', account.suspended_at, 'deletedAt', account.deleted_at,
      'readOnly', account.read_only, 'isRestricted', account.is_restricted,
      'lastUsedBefore', account.last_used_before, 'isStructureActive', structure.status = 'active',
      'secrets', (
        select coalesce(json_agg(json_build_object(
          'createdAt', secret.created_at, 'expiresAt', secret.expires_at, 'lastUsedAt', secret.last_used_at
        ) order by secret.created_at desc, secret.expires_at desc), '[]')
        from technical_secrets secret where secret.technical_account_id = account.id
      ),
      'listed', (
        select json_build_object('managed', coalesce(json_agg(json_build_object(
          'structureId', listed.id, 'designation', coalesce(listed.label, listed.legal_name)
        ) order by fold(coalesce(listed.label, listed.legal_name)), listed.id) filter (where own.id is not null), '[]'),
          'others', count(*) filter (where own.id is null))
        from technical_account_structures line join structures listed on listed.id = line.structure_id
        left join attachments own on own.structure_id = listed.id and own.account_id = ${holder.accountId}
          and own.status = 'approved' and own.role = 'primary-manager'
        where line.technical_account_id = account.id
      ),
      'contactEmail', (
        select person.contact_email from attachments manager join accounts person on person.id = manager.account_id
        where manager.structure_id = account.structure_id and manager.status = 'approved'
          and manager.role = 'primary-manager' and person.status = 'active'
      )
    ) as found
    from technical_accounts account join structures structure on structure.id = account.structure_id
    where account.structure_id = ${structureId}
    order by account.status = 'deleted', account.created_at desc, account.deleted_at desc limit 1`);
  const found = rows[0]?.found;
  if (!found) return null;
  const secrets = found.secrets.map((secret) => ({
    createdAt: new Date(secret.createdAt),
    expiresAt: new Date(secret.expiresAt),
    lastUsedAt: momentOf(secret.lastUsedAt),
  }));
  const now = ctx.now();
  const expiresAt = secrets[0]?.expiresAt ?? null;
  const { technicalAccountId, login, status, isStructureActive, contactEmail } = found;
  const isManaged = contactEmail !== null;
  const state = stateOf({ status, isStructureActive, isManaged, expiresAt: expiresAt ?? now }, now);
  return {
    technicalAccountId,
    login,
    state,
    since: sinceOf(state, found, expiresAt),
    expiresAt,
    contactEmail,
    details: mayAs(capacity, "manage-technical-account")
      ? {
          createdAt: new Date(found.createdAt),
          lastUsedAt: latest([momentOf(found.lastUsedBefore), ...secrets.map(({ lastUsedAt }) => lastUsedAt)]),
          livePasswords: secrets.filter((secret) => secret.expiresAt > now),
          readOnly: found.readOnly,
          only: found.isRestricted ? found.listed : null,
        }
      : null,
  };
}

function sinceOf(state: TechnicalAccountState, found: Stored, expiresAt: Date | null): Date | null {
  switch (state) {
    case "active":
      return new Date(found.createdAt);
    case "expired":
      return expiresAt;
    case "suspended":
      return momentOf(found.suspendedAt);
    case "deleted":
      return momentOf(found.deletedAt);
    case "unmanaged":
      return null;
  }
}

function momentOf(stored: string | null): Date | null {
  return stored === null ? null : new Date(stored);
}

function latest(moments: (Date | null)[]): Date | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? max(known) : null;
}

interface Stored {
  technicalAccountId: string;
  login: string;
  status: TechnicalAccountStatus;
  createdAt: string;
  suspendedAt: string | null;
  deletedAt: string | null;
  readOnly: boolean;
  isRestricted: boolean;
  secrets: { createdAt: string; expiresAt: string; lastUsedAt: string | null }[];
  lastUsedBefore: string | null;
  isStructureActive: boolean;
  listed: ListedStructures;
  contactEmail: string | null;
}
