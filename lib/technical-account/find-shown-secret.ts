import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";
import { openUnder } from "@/lib/platform/seal-value";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import type { SecretTicket } from "./inputs";
import { boundTo } from "./mint-secret";
import type { ShownSecret } from "./shown-secret";

/**
 * The password that was made in this session less than ten minutes ago, or null: for S-16, which shows it `once`, and for
 * its export, which goes on (R-1006, SEC-81). One statement: of two that show it at once, one does.
 */
export async function findShownSecret(
  ctx: Context,
  permit: Permit<"manage-technical-account">,
  { id, key, once }: SecretTicket & { once: boolean },
): Promise<ShownSecret | null> {
  const now = ctx.now().toISOString();
  const { sessionId, accountId } = permit.holder;
  const open = sql`id = ${id} and session_id = ${sessionId} and expires_at > ${now}::timestamptz`;
  const row = once
    ? sql`update shown_secrets set shown_at = ${now}::timestamptz where ${open} and shown_at is null returning *`
    : sql`select * from shown_secrets where ${open}`;
  const { rows } = await ctx.db.execute<Row>(sql`
    with shown as (${row})
    select shown.sealed, shown.made_by as "madeBy", shown.expires_at as "exportUntil", account.login,
      structure.identifier_type as "identifierType", structure.identifier,
      coalesce(structure.label, structure.legal_name) as designation, manager.contact_email as "contactEmail",
      newest.expires_at as "expiresAt", old.expires_at as "oldUntil"
    from shown
    join technical_accounts account on account.id = shown.technical_account_id and account.status <> 'deleted'
    join structures structure on structure.id = account.structure_id and structure.id = ${permit.structureId}
    join accounts manager on manager.id = ${accountId}
    cross join lateral (
      select secret.id, secret.expires_at from technical_secrets secret
      where secret.technical_account_id = account.id
      order by secret.created_at desc, secret.expires_at desc limit 1
    ) newest
    left join lateral (
      select max(secret.expires_at) as expires_at from technical_secrets secret
      where secret.technical_account_id = account.id and secret.id <> newest.id
        and secret.expires_at > ${now}::timestamptz
    ) old on true`);
  const found = rows[0];
  if (!found) return null;
  const password = openUnder(key, { sealed: found.sealed, boundTo: boundTo({ id, sessionId }) });
  if (password === null) return null;
  const { madeBy, login, contactEmail, identifierType, identifier, designation } = found;
  return {
    madeBy,
    password,
    login,
    contactEmail,
    structure: { identifierType, identifier, designation },
    expiresAt: new Date(found.expiresAt),
    oldUntil: found.oldUntil === null ? null : new Date(found.oldUntil),
    exportUntil: new Date(found.exportUntil),
  };
}

type Row = {
  sealed: string;
  madeBy: ShownSecret["madeBy"];
  login: string;
  identifierType: IdentifierType;
  identifier: string;
  designation: string;
  contactEmail: string;
  expiresAt: string | Date;
  oldUntil: string | Date | null;
  exportUntil: string | Date;
};
