import { min } from "date-fns";
import { and, desc, eq, gt, ne } from "drizzle-orm";
import { technicalAccounts, technicalSecrets } from "@/drizzle/schema/technical-account";
import { type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { chooseLogin } from "./choose-login";
import { holdTechnicalAccount } from "./hold-technical-account";
import type { SecretTicket } from "./inputs";
import { mintSecret } from "./mint-secret";
import { lastMomentOfOverlap, waitAfterTakeOver } from "./technical-account";
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
    if (oldUntil === null) {
      await tx.db
        .update(technicalAccounts)
        .set({ login: await chooseLogin(tx, held.structure) })
        .where(eq(technicalAccounts.id, technicalAccountId));
    }
    const { accountId } = holder;
    const { shown, expiresAt } = await mintSecret(tx, { technicalAccountId, holder, madeBy: "reset" });
    const facts = { structureId, overlapUntil: oldUntil?.toISOString() ?? null };
    await noteAct(tx, {
      audit: [{ kind: "technical-secret-renewed", actorId: accountId, targetId: technicalAccountId, facts }],
      mails: [tellingOf(held.contact, { technicalAccountId, event: "reset", expiresAt, act: shown.id })],
    });
    return { kind: "renewed", technicalAccountId, shown, oldUntil };
  });
}

/** Forgets every password but, where it is kept, the newest live one, which now ends early. A call with a forgotten one fails. */
async function endOldSecrets(
  tx: Context,
  { technicalAccountId, keepOldUntil }: { technicalAccountId: string; keepOldUntil: Date | null },
): Promise<Date | null> {
  const ofAccount = eq(technicalSecrets.technicalAccountId, technicalAccountId);
  const [kept] = keepOldUntil
    ? await tx.db
        .select({ id: technicalSecrets.id, expiresAt: technicalSecrets.expiresAt })
        .from(technicalSecrets)
        .where(and(ofAccount, gt(technicalSecrets.expiresAt, tx.now())))
        .orderBy(desc(technicalSecrets.createdAt), desc(technicalSecrets.expiresAt))
        .limit(1)
    : [];
  await tx.db.delete(technicalSecrets).where(kept ? and(ofAccount, ne(technicalSecrets.id, kept.id)) : ofAccount);
  if (!kept || !keepOldUntil) return null;
  const expiresAt = min([kept.expiresAt, keepOldUntil]);
  await tx.db.update(technicalSecrets).set({ expiresAt }).where(eq(technicalSecrets.id, kept.id));
  return expiresAt;
}
