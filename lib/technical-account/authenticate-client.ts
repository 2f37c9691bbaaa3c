import { sql } from "drizzle-orm";
import type { AuditEvent, TechnicalRefusal } from "@/lib/audit/audit-event";
import { recordEvent } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
import { executePlanned } from "@/lib/platform/execute-planned";
import { countUse, throttleKey } from "@/lib/platform/throttle";
import type { TokenGround } from "./access-token";
import { isSecret } from "./technical-secret";

/** What a client shows: technical login and password, and where it calls from. */
export interface ClientCredentials {
  login: string;
  password: string;
  origin: string;
}

/**
 * `expired` is told only to who knows the password (R-1008). `refused` answers unknown, wrong, suspended and deleted
 * alike; `slowDown`: how many milliseconds the answer waits, `closedFor`: for how many seconds this origin gets no other
 * answer for this login. Nobody's failures stand in the way of who has the right password (SEC-79).
 */
export type AuthenticateClientOutcome =
  | ({ kind: "authenticated" } & TokenGround)
  | { kind: "expired" }
  | ({ kind: "refused" } & CountedFailure);

/** What a failure costs who made it: `slowDown` and `closedFor` as above. */
export interface CountedFailure {
  slowDown: number;
  closedFor: number | null;
}

/** Of one login from one origin: the first ones are answered at once, the next ones slower and slower, then no more. */
export const FAILURES = { limit: 20, seconds: 15 * 60 } as const;
const FREE_FAILURES = 3;
export const LONGEST_WAIT_MS = 4_000;
/** Of one origin, whatever login it makes up: without an end, each would leave a line in the audit trail. */
const FAILURES_OF_ORIGIN = 300;
/** A rotation leaves two passwords alive; as many are compared whatever is found, so that no login takes longer. */
const COMPARED = 3;

/** Whether login and password are those of a live technical account, in one round trip and without a slow hash (SEC-78). */
export async function authenticateClient(
  ctx: Context,
  { login, password, origin }: ClientCredentials,
): Promise<AuthenticateClientOutcome> {
  const now = ctx.now();
  const found = await findSecrets(ctx, { login, origin });
  const decoys = Array.from({ length: COMPARED - found.length }, () => decoyOf(ctx));
  const [right] = [...found, ...decoys].filter((candidate) => isSecret(ctx.env, password, candidate));
  const technicalAccountId = found[0]?.technicalAccountId ?? null;
  const failed = (reason: TechnicalRefusal) => countFailure(ctx, { login, origin, technicalAccountId, reason });
  if (!right || right.obstacle) return { kind: "refused", ...(await failed(right?.obstacle ?? "credentials")) };
  if (right.expiresAt <= now) {
    await failed("expired");
    return { kind: "expired" };
  }
  await noteUse(ctx, right, origin);
  const { secretId, expiresAt } = right;
  return { kind: "authenticated", technicalAccountId: right.technicalAccountId, secretId, secretExpiresAt: expiresAt };
}

/** A candidate that no password fits. */
function decoyOf({ env, now }: Context): Candidate {
  const secretHash = Buffer.alloc(32).toString("base64url");
  const keyVersion = env.API_SECRET[0]?.version ?? 0;
  const nobody = { technicalAccountId: "", secretId: "", lastUsedAt: null, isRecorded: false };
  return { ...nobody, secretHash, keyVersion, expiresAt: now(), obstacle: "credentials" };
}

type GivenToken = Extract<AuditEvent, { kind: "technical-authenticated" }>;
const givenLine: GivenToken["kind"] = "technical-authenticated";

interface Candidate {
  technicalAccountId: string;
  secretId: string;
  secretHash: string;
  keyVersion: number;
  expiresAt: Date;
  lastUsedAt: Date | null;
  /** Its use from that origin stands in the audit trail already, for this hour. */
  isRecorded: boolean;
  /** Why the right password is refused all the same: account, structure and manager must be able to act. */
  obstacle: TechnicalRefusal | null;
}

async function findSecrets(ctx: Context, { login, origin }: { login: string; origin: string }): Promise<Candidate[]> {
  const statement = sql`
    select account.id as "technicalAccountId", secret.id as "secretId", secret.secret_hash as "secretHash",
      secret.key_version as "keyVersion", secret.expires_at as "expiresAt", secret.last_used_at as "lastUsedAt",
      exists (
        select from throttle_counters record
        where record.key = ${recordKey(origin, "")} || secret.id and record.window_ends_at > ${ctx.now().toISOString()}::timestamptz
      ) as "isRecorded",
      case
        when account.status <> 'active' then 'suspended'
        when structure.status <> 'active' then 'inactive'
        when not exists (
          select from attachments manager join accounts person on person.id = manager.account_id
          where manager.structure_id = structure.id and manager.status = 'approved'
            and manager.role = 'primary-manager' and person.status = 'active'
        ) then 'unmanaged'
      end as obstacle
    from technical_accounts account
    join structures structure on structure.id = account.structure_id
    join technical_secrets secret on secret.technical_account_id = account.id
    where account.login = ${login} and account.status <> 'deleted'
    order by secret.expires_at desc, secret.created_at desc limit ${COMPARED}`;
  const rows = await executePlanned<Row>(ctx, statement);
  return rows.map((row) => ({
    ...row,
    expiresAt: new Date(row.expiresAt),
    lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt),
  }));
}

type Row = Omit<{ [Key in keyof Candidate]: Candidate[Key] }, "expiresAt" | "lastUsedAt"> & {
  expiresAt: string | Date;
  lastUsedAt: string | Date | null;
};

/**
 * Once a minute the last use (R-1007), once an hour and origin a line of the audit trail (R-1201), in one round trip; none
 * for a client that asks again at once. Of two at the very same moment each may leave its line.
 */
async function noteUse(
  ctx: Context,
  { technicalAccountId, secretId, lastUsedAt, isRecorded }: Candidate,
  origin: string,
): Promise<void> {
  const now = ctx.now();
  const isLate = lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= 60_000;
  if (isRecorded && !isLate) return;
  const at = sql`${now.toISOString()}::timestamptz`;
  const facts: GivenToken["facts"] = { technicalAccountId, secretId };
  // By hand and at once: most clients ask once an hour, so this is written for nearly every token.
  const statement = sql`
    with used as (
      update technical_secrets set last_used_at = ${at} where id = ${secretId} and ${isLate}
    ), record as (
      insert into throttle_counters (key, used, window_ends_at)
      select ${recordKey(origin, secretId)}, 1, ${at} + interval '1 hour' where ${!isRecorded}
      on conflict (key) do update set window_ends_at = excluded.window_ends_at
    ), line as (
      insert into audit_events (id, at, kind, target_id, facts)
      select ${ctx.id()}, ${at}, ${givenLine}, ${technicalAccountId}, ${JSON.stringify(facts)} where ${!isRecorded}
      returning id
    )
    insert into audit_personal_values (event_id, at, origin) select id, ${at}, ${origin} from line`;
  await executePlanned(ctx, statement);
}

/** The secret stands in it as it is: the database completes the key by itself. */
function recordKey(origin: string, secretId: string): string {
  return `${throttleKey("technical-authenticated", origin)}:${secretId}`;
}

/**
 * Counts a failure and records why, unless its origin, or this login from there, has failed too often. The origin is
 * counted first: who makes up a login for each try leaves no counter for each (SEC-79).
 */
export async function countFailure(
  ctx: Context,
  {
    login,
    origin,
    technicalAccountId,
    reason,
  }: { login: string; origin: string; technicalAccountId: string | null; reason: TechnicalRefusal },
): Promise<CountedFailure> {
  const window = FAILURES.seconds;
  const ofOrigin = throttleKey("technical-failures", origin);
  const ofLogin = throttleKey("technical-failures", login, origin);
  const budgets = [
    { key: ofOrigin, limit: FAILURES_OF_ORIGIN, window },
    { key: ofLogin, limit: FAILURES.limit, window },
  ];
  let failures = 0;
  for (const budget of budgets) {
    const use = await countUse(ctx, [budget]);
    if (use.kind === "closed") {
      const closedFor = Math.max(1, Math.ceil((use.until.getTime() - ctx.now().getTime()) / 1000));
      return { slowDown: 0, closedFor };
    }
    failures = use.used.get(budget.key) ?? 1;
  }
  await recordEvent(
    ctx,
    {
      kind: "technical-authentication-failed",
      actorId: null,
      targetId: technicalAccountId,
      facts: { technicalAccountId, reason },
    },
    { origin },
  );
  const slowDown = failures <= FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, 125 * 2 ** (failures - FREE_FAILURES));
  return { slowDown, closedFor: null };
}
