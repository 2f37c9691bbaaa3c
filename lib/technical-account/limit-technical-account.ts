import { eq } from "drizzle-orm";
import { technicalAccountStructures, technicalAccounts } from "@/drizzle/schema/technical-account";
import { type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { holdTechnicalAccount } from "./hold-technical-account";
import { managesAll } from "./manages-all";

/** How far it reaches from now on, and the proof that the manager gave his password. */
export interface TechnicalLimits {
  readOnly: boolean;
  /** Null: all structures that its manager manages. */
  only: readonly string[] | null;
  proof: PasswordProof;
}

/** `not-managed`: one of the list is not his. */
export type LimitTechnicalAccountOutcome =
  | { kind: "limited" }
  | { kind: "not-managed" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/** Changes what software may do for which structures (R-1002): its next call finds it so (SEC-82). */
export async function limitTechnicalAccount(
  ctx: Context,
  permit: Permit<"manage-technical-account">,
  { readOnly, only, proof }: TechnicalLimits,
): Promise<LimitTechnicalAccountOutcome> {
  const { structureId, holder } = permit;
  requireOwnProof(proof, holder);
  return inTransaction(ctx, async (tx) => {
    const held = await holdTechnicalAccount(tx, permit, proof);
    if (!held) return { kind: "not-permitted" };
    if (!held.account) return { kind: "not-found" };
    const { accountId } = holder;
    if (!(await managesAll(tx, { accountId, structureIds: only ?? [] }))) return { kind: "not-managed" };

    const technicalAccountId = held.account.id;
    await tx.db
      .update(technicalAccounts)
      .set({ readOnly, isRestricted: only !== null })
      .where(eq(technicalAccounts.id, technicalAccountId));
    await tx.db
      .delete(technicalAccountStructures)
      .where(eq(technicalAccountStructures.technicalAccountId, technicalAccountId));
    if (only && only.length > 0) {
      const rows = only.map((listed) => ({ technicalAccountId, structureId: listed }));
      await tx.db.insert(technicalAccountStructures).values(rows);
    }
    const facts = { structureId, readOnly, restrictedTo: only && [...only] };
    await noteAct(tx, {
      audit: [{ kind: "technical-account-limited", actorId: accountId, targetId: technicalAccountId, facts }],
    });
    return { kind: "limited" };
  });
}
