import { sql } from "drizzle-orm";
import { holdProof, type PasswordProof } from "@/lib/account/prove-password";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";
import { holdPermit } from "@/lib/structure/hold-permit";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";

/** What an act on a technical account rests on, true until the transaction ends. */
export interface HeldTechnicalAccount {
  structure: {
    id: string;
    isActive: boolean;
    identifierType: IdentifierType;
    identifier: string;
    number: number;
    takenOverAt: Date | null;
  };
  /** Where the primary manager is told (N-19, R-1010). */
  contact: { recipient: string; language: Language };
  /** The live one; null where there is none. */
  account: { id: string; login: string } | null;
}

/**
 * Holds the permit, and the structure's technical account with it: acts on it happen one after the other (SEC-67). Null
 * too when the session that gave the password has ended meanwhile (SEC-24).
 */
export async function holdTechnicalAccount(
  tx: Context,
  permit: Permit<"manage-technical-account">,
  proof: PasswordProof,
): Promise<HeldTechnicalAccount | null> {
  if (!(await holdPermit(tx, permit)) || !(await holdProof(tx, proof))) return null;
  const { rows } = await tx.db.execute<Row>(sql`
    select structure.status = 'active' as "isActive", structure.identifier_type as "identifierType",
      structure.identifier, structure.number::int as number, structure.taken_over_at as "takenOverAt",
      manager.contact_email as recipient, manager.language, account.id as "accountId", account.login
    from structures structure
    join accounts manager on manager.id = ${permit.holder.accountId}
    left join technical_accounts account on account.structure_id = structure.id and account.status <> 'deleted'
    where structure.id = ${permit.structureId}`);
  const row = rows[0];
  if (!row) return null;
  const { recipient, language, accountId, login, takenOverAt, ...structure } = row;
  return {
    structure: {
      ...structure,
      id: permit.structureId,
      takenOverAt: takenOverAt === null ? null : new Date(takenOverAt),
    },
    contact: { recipient, language },
    account: accountId !== null && login !== null ? { id: accountId, login } : null,
  };
}

type Row = {
  isActive: boolean;
  identifierType: IdentifierType;
  identifier: string;
  number: number;
  takenOverAt: string | Date | null;
  recipient: string;
  language: Language;
  accountId: string | null;
  login: string | null;
};
