import { technicalAccountStructures, technicalAccounts } from "@/drizzle/schema/technical-account";
import { type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { chooseLogin } from "./choose-login";
import { holdTechnicalAccount } from "./hold-technical-account";
import type { SecretTicket } from "./inputs";
import { managesAll } from "./manages-all";
import { mintSecret } from "./mint-secret";
import { waitAfterTakeOver } from "./technical-account";
import { tellingOf } from "./telling";

/** How far it reaches, and the proof that the manager gave his password. */
export interface NewTechnicalAccount {
  readOnly: boolean;
  /** The structures it acts for; null: all that its manager manages, evaluated at each call (R-1002). */
  only: readonly string[] | null;
  proof: PasswordProof;
}

/** `too-soon`: support named the manager less than 72 hours ago (SEC-68). `not-managed`: one of the list is not his. */
export type CreateTechnicalAccountOutcome =
  | { kind: "created"; technicalAccountId: string; shown: SecretTicket }
  | { kind: "already-exists" }
  | { kind: "structure-inactive" }
  | { kind: "too-soon"; until: Date }
  | { kind: "not-managed" }
  | { kind: "not-permitted" };

/** The primary manager lets software call the API for his structure (R-1002): one account, one password shown once. */
export async function createTechnicalAccount(
  ctx: Context,
  permit: Permit<"manage-technical-account">,
  { readOnly, only, proof }: NewTechnicalAccount,
): Promise<CreateTechnicalAccountOutcome> {
  const { structureId, holder } = permit;
  requireOwnProof(proof, holder);
  return inTransaction(ctx, async (tx) => {
    const held = await holdTechnicalAccount(tx, permit, proof);
    if (!held) return { kind: "not-permitted" };
    if (!held.structure.isActive) return { kind: "structure-inactive" };
    const until = waitAfterTakeOver(held.structure.takenOverAt, tx.now());
    if (until) return { kind: "too-soon", until };
    if (!(await managesAll(tx, { accountId: holder.accountId, structureIds: only ?? [] }))) {
      return { kind: "not-managed" };
    }

    const [created] = await tx.db
      .insert(technicalAccounts)
      .values({
        id: tx.id(),
        structureId,
        login: await chooseLogin(tx, held.structure),
        readOnly,
        isRestricted: only !== null,
        createdBy: holder.accountId,
        createdAt: tx.now(),
      })
      .onConflictDoNothing()
      .returning({ id: technicalAccounts.id });
    if (!created) return { kind: "already-exists" };
    const technicalAccountId = created.id;
    if (only && only.length > 0) {
      const rows = only.map((listed) => ({ technicalAccountId, structureId: listed }));
      await tx.db.insert(technicalAccountStructures).values(rows);
    }

    const { accountId } = holder;
    const { shown, expiresAt } = await mintSecret(tx, { technicalAccountId, holder, madeBy: "creation" });
    const facts = { structureId, readOnly, restrictedTo: only && [...only] };
    await noteAct(tx, {
      audit: [{ kind: "technical-account-created", actorId: accountId, targetId: technicalAccountId, facts }],
      ...tellingOf(held.contact, {
        technicalAccountId,
        structureId,
        managerId: accountId,
        event: "created",
        expiresAt,
        act: shown.id,
      }),
    });
    return { kind: "created", technicalAccountId, shown };
  });
}
