import { sql } from "drizzle-orm";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { type HeldStructure, holdPermit } from "@/lib/structure/hold-permit";
import type { Permit } from "@/lib/structure/permit";
import type { AttachmentStatus } from "./actor";
import { isWithinReach, type Member } from "./member";

/** A person of the structure as he is at this moment. */
export interface HeldMember extends Member {
  attachmentId: string;
  status: AttachmentStatus;
  accountStatus: "active" | "deactivated" | "erased";
  fullName: string;
  contactEmail: string;
  language: Language;
}

export type HoldMemberOutcome =
  | { kind: "held"; structure: HeldStructure; member: HeldMember }
  | { kind: "not-permitted" }
  | { kind: "not-found" };

/**
 * The first thing a command on a person of a structure does: holds the permit, then reads the person as he is now.
 * Foreign and absent are one (SEC-61); out of reach is the primary manager, oneself, an equal (R-006, SEC-64).
 */
export async function holdMember(
  tx: Context,
  permit: Permit<"manage-members">,
  attachmentId: string,
): Promise<HoldMemberOutcome> {
  const structure = await holdPermit(tx, permit);
  if (!structure) return { kind: "not-permitted" };
  const member = await readMember(tx, permit.structureId, attachmentId);
  if (!member) return { kind: "not-found" };
  const actor = { capacity: structure.capacity, accountId: permit.holder.accountId };
  return isWithinReach(actor, member) ? { kind: "held", structure, member } : { kind: "not-permitted" };
}

/** One person of that structure, in whatever state, locked as he is; null when it has no such attachment. */
export async function readMember(tx: Context, structureId: string, attachmentId: string): Promise<HeldMember | null> {
  const { rows } = await tx.db.execute<{ [Key in keyof HeldMember]: HeldMember[Key] }>(sql`
    select attachment.id as "attachmentId", attachment.account_id as "accountId", attachment.role, attachment.status,
      account.status as "accountStatus", account.given_name || ' ' || account.family_name as "fullName",
      account.contact_email as "contactEmail", account.language
    from attachments attachment join accounts account on account.id = attachment.account_id
    where attachment.id = ${attachmentId} and attachment.structure_id = ${structureId}
    for no key update of attachment for share of account`);
  return rows[0] ?? null;
}
