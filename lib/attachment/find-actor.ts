import { sql } from "drizzle-orm";
import { holdsSecret } from "@/lib/account/holds-secret";
import { ABSOLUTE_HOURS, IDLE_MINUTES, secretHash } from "@/lib/account/session";
import type { AsJson } from "@/lib/platform/as-json";
import type { Context } from "@/lib/platform/context";
import { executePlanned } from "@/lib/platform/execute-planned";
import type { Actor } from "./actor";
import { isAskedByActive } from "./desk-scope";

/**
 * Who holds this session secret and what he may do now, in one round trip that also writes the last use, at minute
 * resolution (R-423). Null: unknown, ended, idle for 30 minutes, older than 12 hours, the account is not active, or it has
 * a second factor that this session never proved (R-425). A secret that was just replaced counts for the requests that
 * were under way (SEC-42).
 */
export async function findActor(ctx: Context, secret: string): Promise<Actor | null> {
  const now = ctx.now().toISOString();
  const hash = secretHash(secret);
  // A private individual has no name for who is not attached to him yet (R-152, R-853, SEC-63).
  const unnamed = sql`(structure.identifier_type = 'PARTICULIER' and attachment.status = 'pending')`;
  const statement = sql`
    with live as (
      select id, account_id, created_at, last_used_at, password_confirmed_at, second_factor_at,
        secret_hash = ${hash} as holds_newest_secret
      from sessions
      where ${holdsSecret(secret, ctx.now())}
        and ended_at is null and not awaits_second_factor
        and created_at > ${now}::timestamptz - make_interval(hours => ${ABSOLUTE_HOURS})
        and last_used_at > ${now}::timestamptz - make_interval(mins => ${IDLE_MINUTES})
    ), touched as (
      update sessions set last_used_at = ${now}::timestamptz
      from live where sessions.id = live.id and live.last_used_at <= ${now}::timestamptz - interval '1 minute'
    )
    select json_build_object(
      'accountId', account.id, 'sessionId', live.id, 'email', account.email, 'contactEmail', account.contact_email,
      'givenName', account.given_name, 'familyName', account.family_name, 'language', account.language,
      'isAdministrator', account.is_administrator and live.second_factor_at is not null,
      'mustEnrolSecondFactor', live.second_factor_at is null and (
        account.is_administrator or (${ctx.env.SECOND_FACTOR_FOR_MANAGERS === "on"} and exists (
          select from attachments own
          where own.account_id = account.id and own.status = 'approved' and own.role = 'primary-manager'
        ))
      ),
      'hasSecondFactor', live.second_factor_at is not null, 'holdsNewestSecret', live.holds_newest_secret,
      'sessionStartedAt', live.created_at, 'passwordConfirmedAt', live.password_confirmed_at, 'previousSignInAt', account.previous_sign_in_at,
      'attachments', coalesce((
        select json_agg(json_build_object(
          'attachmentId', attachment.id, 'structureId', structure.id, 'structureStatus', structure.status,
          'sector', structure.sector, 'identifierType', structure.identifier_type, 'identifier', structure.identifier,
          'legalName', case when ${unnamed} then left(structure.identifier, 1) || '*********' else structure.legal_name end,
          'label', case when not ${unnamed} then structure.label end, 'role', attachment.role,
          'status', attachment.status, 'requestedAt', attachment.requested_at, 'reactivateOn', attachment.reactivate_on,
          'isManaged', case when attachment.status = 'pending' then exists (
            select from attachments manager join accounts person on person.id = manager.account_id
            where manager.structure_id = structure.id and manager.status = 'approved' and manager.role <> 'member'
              and person.status = 'active'
          ) end
        ) order by fold(structure.legal_name), structure.id)
        from attachments attachment join structures structure on structure.id = attachment.structure_id
        where attachment.account_id = account.id and attachment.status in ('pending', 'approved', 'suspended')
      ), '[]'),
      'waitingDecisions', (
        select count(*) from attachments own
        cross join lateral (
          select from attachments request
          where request.structure_id = own.structure_id and request.status = 'pending' and ${isAskedByActive(sql`request`)}
          union all
          select from subscriptions request
          where request.structure_id = own.structure_id and request.status = 'pending' and ${isAskedByActive(sql`request`)}
        ) waiting
        where own.account_id = account.id and own.status = 'approved' and own.role <> 'member'
      ),
      'waitingInvitations', (
        select count(*) from invitations
        where email = account.email and status = 'pending' and expires_at > ${now}::timestamptz
      ),
      'subscriptions', coalesce((
        select json_agg(json_build_object(
          'structureId', subscription.structure_id, 'workspace', subscription.workspace, 'access', subscription.access
        ))
        from subscriptions subscription
        join attachments attachment on attachment.account_id = account.id
          and attachment.structure_id = subscription.structure_id and attachment.status = 'approved'
        where subscription.account_id = account.id and subscription.status = 'active'
      ), '[]')
    ) as actor
    from live join accounts account on account.id = live.account_id
    where account.status = 'active' and (live.second_factor_at is not null or not (
      exists (select from totp_authenticators own where own.account_id = account.id and own.confirmed_at is not null)
      or exists (select from passkeys own where own.account_id = account.id)
    ))`;
  const rows = await executePlanned<{ actor: AsJson<Actor> }>(ctx, statement);

  const row = rows[0]?.actor;
  if (!row) return null;
  return {
    ...row,
    previousSignInAt: row.previousSignInAt === null ? null : new Date(row.previousSignInAt),
    sessionStartedAt: new Date(row.sessionStartedAt),
    passwordConfirmedAt: row.passwordConfirmedAt === null ? null : new Date(row.passwordConfirmedAt),
    attachments: row.attachments.map((attachment) => ({
      ...attachment,
      requestedAt: new Date(attachment.requestedAt),
    })),
    // The one place that makes a proof: the brand exists for the compiler only.
  } as Actor;
}
