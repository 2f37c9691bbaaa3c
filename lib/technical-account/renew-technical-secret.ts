import { min } from "date-fns";
import { and, desc, eq, gt, sql } from "drizzle-orm";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { chooseLogin } from "./choose-login";
import { holdTechnicalAccount } from "./hold-technical-account";
import type { SecretTicket } from "./inputs";
import { mintSecret } from "./mint-secret";
import { lastMomentOfOverlap, passwordToKeep, waitAfterTakeOver } from "./technical-account";
import { tellingOf } from "./telling";

/** What becomes of the old password, and the proof that the manager gave his own. */
export interface Renewal {
  /** Null: the old one dies at once; else when it ends, at most 30 days from now. */
  keepOldUntil: Date | null;
  proof: PasswordProof;
}

/** `too-soon`: support named the manager less than 72 hours ago (SEC-68). `overlap-out-of-range`: over, or too far. */
export type RenewTechnicalSecretOutcome =
  | { kind: "renewed"; technicalAccountId: string; shown: SecretTicket; oldUntil: Date | null }
  | { kind: "overlap-out-of-range" }
  | { kind: "structure-inactive" }
  | { kind: "too-soon"; until: Date }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/**
 * The technical account gets a new password, shown once (R-1007); the old one dies at once, or lives beside it until the
 * chosen moment, never more than two together (SEC-80). The login follows
 * today's identifier unless the old one lives on: a rotation without downtime must not take its login away.
 */
export async function renewTechnicalSecret(
  ctx: Context,
  permit: Permit<"manage-technical-account">,
  { keepOldUntil, proof }: Renewal,
): Promise<RenewTechnicalSecretOutcome> {
  const { structureId, holder } = permit;
  requireOwnProof(proof, holder);
  return inTransaction(ctx, async (tx) => {
    const held = await holdTechnicalAccount(tx, permit, proof);
    if (!held) return { kind: "not-permitted" };
    if (!held.account) return { kind: "not-found" };
    if (!held.structure.isActive) return { kind: "structure-inactive" };
    const until = waitAfterTakeOver(held.structure.takenOverAt, tx.now());
    if (until) return { kind: "too-soon", until };
    if (keepOldUntil && (keepOldUntil <= tx.now() || keepOldUntil > lastMomentOfOverlap(tx.now()))) {
      return { kind: "overlap-out-of-range" };
    }

    const technicalAccountId = held.account.id;
    const oldUntil = await endOldSecrets(tx, { technicalAccountId, keepOldUntil });
    const login = oldUntil === null ? await chooseLogin(tx, held.structure) : held.account.login;
    const isRenamed = login !== held.account.login;
    if (isRenamed) {
      await tx.db.update(technicalAccounts).set({ login }).where(eq(technicalAccounts.id, technicalAccountId));
    }
    const { accountId } = holder;
    const { shown, expiresAt } = await mintSecret(tx, { technicalAccountId, holder, madeBy: "reset" });
    const facts = { structureId, overlapUntil: oldUntil?.toISOString() ?? null, login: isRenamed ? login : null };
    await noteAct(tx, {
      audit: [{ kind: "technical-secret-renewed", actorId: accountId, targetId: technicalAccountId, facts }],
      ...tellingOf(held.contact, {
        technicalAccountId,
        structureId,
        managerId: accountId,
        event: "reset",
        expiresAt,
        act: shown.id,
      }),
    });
    return { kind: "renewed", technicalAccountId, shown, oldUntil };
  });
}

/**
 * Forgets every password but, where one is kept, that of `passwordToKeep`, which now ends early. A call with a
 * forgotten one fails.
 */
async function endOldSecrets(
  tx: Context,
  { technicalAccountId, keepOldUntil }: { technicalAccountId: string; keepOldUntil: Date | null },
): Promise<Date | null> {
  const ofAccount = eq(technicalSecrets.technicalAccountId, technicalAccountId);
  const { id, expiresAt: end, lastUsedAt } = technicalSecrets;
  const live = keepOldUntil
    ? await tx.db
        .select({ id, expiresAt: end, lastUsedAt })
        .from(technicalSecrets)
        .where(and(ofAccount, gt(end, tx.now())))
        .orderBy(desc(technicalSecrets.createdAt), desc(end))
        .for("update")
    : [];
  const kept = passwordToKeep(live);
  await tx.db.execute(sql`
    with gone as (
      delete from technical_secrets
      where technical_account_id = ${technicalAccountId} and id is distinct from ${kept?.id ?? null}::uuid
      returning last_used_at
    )
    update technical_accounts set last_used_before = greatest(last_used_before, (select max(last_used_at) from gone))
    where id = ${technicalAccountId}`);
  if (!kept || !keepOldUntil) return null;
  const expiresAt = min([kept.expiresAt, keepOldUntil]);
  await tx.db.update(technicalSecrets).set({ expiresAt }).where(eq(technicalSecrets.id, kept.id));
  return expiresAt;
}
