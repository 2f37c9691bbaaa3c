import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";
import { executePlanned } from "@/lib/platform/execute-planned";
import type { ApiCaller } from "./api-caller";
import { hashSecret } from "./technical-secret";

/** How many calls a technical account makes in a minute (R-1012). */
export const CALLS_A_MINUTE = 60;

/**
 * `unauthorised`: unknown, deleted, suspended, without a manager, or its password ended with a reset. `wrong-account`: the
 * token is good, what the compatibility header shows is not. `password-expired`: the token's is, or the header's (R-1008).
 */
export type FindApiCallerOutcome =
  | { kind: "caller"; caller: ApiCaller }
  | { kind: "wrong-account" }
  | { kind: "too-many-calls"; limit: number; resetSeconds: number }
  | { kind: "password-expired" }
  | { kind: "unauthorised" };

/** What a call rests on: the account and password that its token names, and what the compatibility header shows besides. */
export interface CallCredentials {
  technicalAccountId: string;
  secretId: string;
  /** Login and password of `cpro-account` (R-1013): they must be those of the same account, and live. */
  shown?: { login: string; password: string } | null;
}

/**
 * Which technical account calls, with what its manager may do at this moment, in one round trip that also counts the call
 * and notes the last use of the passwords that it rests on, at minute resolution (R-1002, R-1007, R-1012, SEC-82). What is
 * refused counts for nobody.
 *
 * With a password of a former manager, or of nobody knows whom, it reads its own structure and nothing else, until a
 * reset: whoever knows that password would get the successor's rights (SEC-64), or let himself in again after support had
 * put somebody else in his place (SEC-68).
 */
export async function findApiCaller(
  ctx: Context,
  { technicalAccountId, secretId, shown = null }: CallCredentials,
): Promise<FindApiCallerOutcome> {
  const now = ctx.now().toISOString();
  const statement = sql`
    with caller as (
      select account.id, account.login, account.structure_id, account.read_only, account.is_restricted,
        secret.id as secret_id, secret.expires_at, header.id as header_id, manager.account_id as manager_id,
        secret.made_by is distinct from manager.account_id as is_of_former_manager,
        secret.expires_at > ${now}::timestamptz as is_live,
        ${shown === null}::boolean or coalesce(header.expires_at > ${now}::timestamptz, false) as is_shown
      from technical_accounts account
      join technical_secrets secret on secret.id = ${secretId} and secret.technical_account_id = account.id
      join structures structure on structure.id = account.structure_id and structure.status = 'active'
      join attachments manager on manager.structure_id = structure.id and manager.status = 'approved'
        and manager.role = 'primary-manager'
      join accounts person on person.id = manager.account_id and person.status = 'active'
      left join technical_secrets header on header.technical_account_id = account.id
        and account.login = ${shown?.login ?? ""}
        and (header.key_version, header.secret_hash) in (
          select "keyVersion", "secretHash"
          from json_to_recordset(${JSON.stringify(hashesOf(ctx, shown))}::json) as hashed("keyVersion" int, "secretHash" text)
        )
      where account.id = ${technicalAccountId} and account.status = 'active'
    ), counted as (
      insert into throttle_counters as counter (key, used, window_ends_at)
        select 'api-calls:' || id, 1, ${now}::timestamptz + interval '1 minute' from caller where is_live and is_shown
      on conflict (key) do update set
        used = case when counter.window_ends_at <= ${now}::timestamptz then 1
          else least(counter.used, ${CALLS_A_MINUTE}) + 1 end,
        window_ends_at = case when counter.window_ends_at <= ${now}::timestamptz then excluded.window_ends_at
          else counter.window_ends_at end
      returning used, window_ends_at
    ), touched as (
      update technical_secrets secret set last_used_at = ${now}::timestamptz
      from caller where secret.id in (caller.secret_id, caller.header_id) and caller.is_live and caller.is_shown
        and (secret.last_used_at is null or secret.last_used_at <= ${now}::timestamptz - interval '1 minute')
    )
    select json_build_object(
      'technicalAccountId', caller.id, 'login', caller.login, 'structureId', caller.structure_id,
      'readOnly', caller.read_only or caller.is_of_former_manager, 'secretExpiresAt', caller.expires_at,
      'isLive', caller.is_live, 'isShownOver', caller.header_id is not null and not caller.is_shown,
      'used', counted.used, 'windowEndsAt', counted.window_ends_at,
      'actor', json_build_object(
        'accountId', account.id, 'sessionId', caller.secret_id, 'email', account.email,
        'contactEmail', account.contact_email, 'givenName', account.given_name, 'familyName', account.family_name,
        'language', account.language, 'attachments', coalesce((
          select json_agg(json_build_object(
            'attachmentId', attachment.id, 'structureId', structure.id, 'structureStatus', structure.status,
            'sector', structure.sector, 'identifierType', structure.identifier_type,
            'identifier', structure.identifier, 'legalName', structure.legal_name, 'label', structure.label,
            'role', attachment.role, 'status', attachment.status, 'requestedAt', attachment.requested_at
          ) order by fold(structure.legal_name), structure.id)
          from attachments attachment join structures structure on structure.id = attachment.structure_id
          where attachment.account_id = account.id and attachment.status = 'approved'
            and attachment.role = 'primary-manager'
            and (structure.id = caller.structure_id or not caller.is_of_former_manager)
            and (not caller.is_restricted or exists (
              select from technical_account_structures listed
              where listed.technical_account_id = caller.id and listed.structure_id = structure.id
            ))
        ), '[]')
      )
    ) as found
    from caller join accounts account on account.id = caller.manager_id
    left join counted on true`;
  const rows = await executePlanned<{ found: Row }>(ctx, statement);
  const found = rows[0]?.found;
  if (!found) return { kind: "unauthorised" };
  if (!found.isLive || found.isShownOver) return { kind: "password-expired" };
  if (found.used === null || found.windowEndsAt === null) return { kind: "wrong-account" };

  const left = new Date(found.windowEndsAt).getTime() - ctx.now().getTime();
  const resetSeconds = Math.max(1, Math.ceil(left / 1000));
  if (found.used > CALLS_A_MINUTE) return { kind: "too-many-calls", limit: CALLS_A_MINUTE, resetSeconds };
  const { actor, used, secretExpiresAt, login, structureId, readOnly } = found;
  return {
    kind: "caller",
    caller: {
      technicalAccountId,
      login,
      structureId,
      readOnly,
      secretExpiresAt: new Date(secretExpiresAt),
      budget: { limit: CALLS_A_MINUTE, remaining: CALLS_A_MINUTE - used, resetSeconds },
      actor: asActor(actor),
      // The one place that makes this proof: the brand exists for the compiler only.
    } as ApiCaller,
  };
}

/**
 * What a password that is shown would be kept as. The database may compare it like any value: both sides are keyed
 * hashes, and how far two of them agree tells nothing of the password (SEC-78).
 */
function hashesOf({ env }: Context, shown: CallCredentials["shown"]): { secretHash: string; keyVersion: number }[] {
  return shown ? env.API_SECRET.map((key) => hashSecret({ API_SECRET: [key] }, shown.password)) : [];
}

/** The manager as an actor: no administrator, no subscription, no session; only what he manages. */
function asActor(row: ActorRow): Actor {
  return {
    ...row,
    isAdministrator: false,
    mustEnrolSecondFactor: false,
    hasSecondFactor: false,
    passwordConfirmedAt: null,
    previousSignInAt: null,
    waitingDecisions: 0,
    waitingInvitations: 0,
    subscriptions: [],
    attachments: row.attachments.map((attachment) => ({
      ...attachment,
      requestedAt: new Date(attachment.requestedAt),
      // Only what is approved is read.
      reactivateOn: null,
      isManaged: null,
    })),
  } as unknown as Actor;
}

type ActorRow = Pick<
  Actor,
  "accountId" | "sessionId" | "email" | "contactEmail" | "givenName" | "familyName" | "language"
> & {
  attachments: (Omit<Actor["attachments"][number], "requestedAt" | "reactivateOn" | "isManaged"> & {
    requestedAt: string;
  })[];
};

interface Row extends Pick<ApiCaller, "technicalAccountId" | "login" | "structureId" | "readOnly"> {
  secretExpiresAt: string;
  isLive: boolean;
  /** The password in the header is right, but over. */
  isShownOver: boolean;
  used: number | null;
  windowEndsAt: string | null;
  actor: ActorRow;
}
