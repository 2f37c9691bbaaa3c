import { and, eq, isNull, sql } from "drizzle-orm";
import { shownSecrets } from "@/drizzle/schema/technical-account";
import type { Context } from "@/lib/platform/context";
import { openUnder } from "@/lib/platform/seal-value";
import type { IdentifierType } from "@/lib/structure/identifier";
import type { Permit } from "@/lib/structure/permit";
import type { SecretTicket } from "./inputs";
import { boundTo } from "./mint-secret";
import type { ShownSecret } from "./shown-secret";

/**
 * The password that was made in this session less than ten minutes ago, or null: for S-16, which shows it `once`, and for
 * its export, which goes on (R-1006, SEC-81). The one view is taken last, when everything is there to be shown.
 */
export async function findShownSecret(
  ctx: Context,
  permit: Permit<"manage-technical-account">,
  { once, ...ticket }: SecretTicket & { once: boolean },
): Promise<ShownSecret | null> {
  const secret = await openSecret(ctx, permit, ticket);
  if (!secret || !once) return secret;
  return (await takeView(ctx, ticket.id)) ? secret : null;
}

async function openSecret(
  ctx: Context,
  { structureId, holder: { sessionId, accountId } }: Permit<"manage-technical-account">,
  { id, key }: SecretTicket,
): Promise<ShownSecret | null> {
  const now = ctx.now().toISOString();
  const { rows } = await ctx.db.execute<Row>(sql`
    select shown.sealed, shown.made_by as "madeBy", shown.expires_at as "exportUntil", account.login,
      structure.identifier_type as "identifierType", structure.identifier,
      coalesce(structure.label, structure.legal_name) as designation, manager.contact_email as "contactEmail",
      newest.expires_at as "expiresAt", old.expires_at as "oldUntil"
    from shown_secrets shown
    join technical_accounts account on account.id = shown.technical_account_id and account.status <> 'deleted'
    join structures structure on structure.id = account.structure_id and structure.id = ${structureId}
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
    ) old on true
    where shown.id = ${id} and shown.session_id = ${sessionId} and shown.expires_at > ${now}::timestamptz`);
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

/** Of two that show it at once, one does; none does once a newer password took its place. */
async function takeView(ctx: Context, id: string): Promise<boolean> {
  const taken = await ctx.db
    .update(shownSecrets)
    .set({ shownAt: ctx.now() })
    .where(and(eq(shownSecrets.id, id), isNull(shownSecrets.shownAt)))
    .returning({ id: shownSecrets.id });
  return taken.length > 0;
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
