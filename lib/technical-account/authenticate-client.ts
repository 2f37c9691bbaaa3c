import { eq, sql } from "drizzle-orm";
import { technicalSecrets } from "@/drizzle/schema/technical-account";
import { recordEvent } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
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
  | { kind: "refused"; slowDown: number; closedFor: number | null };

/** Of one login from one origin: the first ones are answered at once, the next ones slower and slower, then no more. */
export const FAILURES = { limit: 20, seconds: 15 * 60 } as const;
const FREE_FAILURES = 3;
const LONGEST_WAIT_MS = 4_000;
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
  const found = await findSecrets(ctx, login);
  const decoys = Array.from({ length: COMPARED - found.length }, () => decoyOf(ctx));
  const [right] = [...found, ...decoys].filter((candidate) => isSecret(ctx.env, password, candidate));
  if (!right?.isUsable) {
    return refuse(ctx, { login, origin, technicalAccountId: found[0]?.technicalAccountId ?? null });
  }
  if (right.expiresAt <= now) return { kind: "expired" };
  await noteUse(ctx, right);
  const { technicalAccountId, secretId, expiresAt } = right;
  return { kind: "authenticated", technicalAccountId, secretId, secretExpiresAt: expiresAt };
}

/** A candidate that no password fits. */
function decoyOf({ env, now }: Context): Candidate {
  const secretHash = Buffer.alloc(32).toString("base64url");
  const keyVersion = env.API_SECRET[0]?.version ?? 0;
  const nobody = { technicalAccountId: "", secretId: "", lastUsedAt: null, isUsable: false };
  return { ...nobody, secretHash, keyVersion, expiresAt: now() };
}

interface Candidate {
  technicalAccountId: string;
  secretId: string;
  secretHash: string;
  keyVersion: number;
  expiresAt: Date;
  lastUsedAt: Date | null;
  /** The account is active, its structure too, and the structure has a manager who can act. */
  isUsable: boolean;
}

async function findSecrets(ctx: Context, login: string): Promise<Candidate[]> {
  const { rows } = await ctx.db.execute<Row>(sql`
    select account.id as "technicalAccountId", secret.id as "secretId", secret.secret_hash as "secretHash",
      secret.key_version as "keyVersion", secret.expires_at as "expiresAt", secret.last_used_at as "lastUsedAt",
      account.status = 'active' and structure.status = 'active' and exists (
        select from attachments manager join accounts person on person.id = manager.account_id
        where manager.structure_id = structure.id and manager.status = 'approved'
          and manager.role = 'primary-manager' and person.status = 'active'
      ) as "isUsable"
    from technical_accounts account
    join structures structure on structure.id = account.structure_id
    join technical_secrets secret on secret.technical_account_id = account.id
    where account.login = ${login} and account.status <> 'deleted'
    order by secret.expires_at desc, secret.created_at desc limit ${COMPARED}`);
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

/** The last use, at minute resolution (R-1007). */
async function noteUse(ctx: Context, { secretId, lastUsedAt }: Candidate): Promise<void> {
  const now = ctx.now();
  if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < 60_000) return;
  await ctx.db.update(technicalSecrets).set({ lastUsedAt: now }).where(eq(technicalSecrets.id, secretId));
}

async function refuse(
  ctx: Context,
  { login, origin, technicalAccountId }: { login: string; origin: string; technicalAccountId: string | null },
): Promise<AuthenticateClientOutcome> {
  const key = throttleKey("technical-failures", login, origin);
  const use = await countUse(ctx, [
    { key, limit: FAILURES.limit, window: FAILURES.seconds },
    { key: throttleKey("technical-failures", origin), limit: FAILURES_OF_ORIGIN, window: FAILURES.seconds },
  ]);
  if (use.kind === "closed") {
    const closedFor = Math.max(1, Math.ceil((use.until.getTime() - ctx.now().getTime()) / 1000));
    return { kind: "refused", slowDown: 0, closedFor };
  }
  const failures = use.used.get(key) ?? 1;
  await recordEvent(
    ctx,
    {
      kind: "technical-authentication-failed",
      actorId: null,
      targetId: technicalAccountId,
      facts: { technicalAccountId, reason: "credentials" },
    },
    { origin },
  );
  const slowDown = failures <= FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, 125 * 2 ** (failures - FREE_FAILURES));
  return { kind: "refused", slowDown, closedFor: null };
}
