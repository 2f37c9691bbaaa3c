import { eq, sql } from "drizzle-orm";
import { technicalSecrets } from "@/drizzle/schema/technical-account";
import { recordEvent } from "@/lib/audit/record-event";
import type { Context } from "@/lib/platform/context";
import { countUse, throttleKey } from "@/lib/platform/throttle";
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
  | { kind: "authenticated"; technicalAccountId: string; secretId: string; secretExpiresAt: Date }
  | { kind: "expired" }
  | { kind: "refused"; slowDown: number; closedFor: number | null };

const WINDOW_SECONDS = 15 * 60;
const FREE_FAILURES = 3;
const FAILURES = 20;
const LONGEST_WAIT_MS = 4_000;

/** Whether login and password are those of a live technical account, in one round trip and without a slow hash (SEC-78). */
export async function authenticateClient(
  ctx: Context,
  { login, password, origin }: ClientCredentials,
): Promise<AuthenticateClientOutcome> {
  const now = ctx.now();
  const found = await findSecrets(ctx, login);
  // Every candidate is compared, and one that nobody has, so that an unknown login takes as long.
  const decoy = { secretHash: "", keyVersion: ctx.env.API_SECRET[0]?.version ?? 0 };
  const right = (found.length > 0 ? found : [decoy]).filter((candidate) => isSecret(ctx.env, password, candidate));
  const [live] = found.filter((candidate) => right.includes(candidate) && candidate.expiresAt > now);
  if (live?.isUsable) {
    await noteUse(ctx, live);
    return {
      kind: "authenticated",
      technicalAccountId: live.technicalAccountId,
      secretId: live.secretId,
      secretExpiresAt: live.expiresAt,
    };
  }
  if (right.length > 0 && found[0]?.isUsable) return { kind: "expired" };
  return refuse(ctx, { login, origin, technicalAccountId: found[0]?.technicalAccountId ?? null });
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
      account.status = 'active' and structure.status = 'active' as "isUsable"
    from technical_accounts account
    join structures structure on structure.id = account.structure_id
    join technical_secrets secret on secret.technical_account_id = account.id
    where account.login = ${login} and account.status <> 'deleted'
    order by secret.expires_at desc, secret.created_at desc limit 3`);
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
  const use = await countUse(ctx, [{ key, limit: FAILURES, window: WINDOW_SECONDS }]);
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
