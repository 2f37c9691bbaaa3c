import { eq, sql } from "drizzle-orm";
import { technicalAccountStructures, technicalAccounts } from "@/drizzle/schema/technical-account";
import { type PasswordProof, requireOwnProof } from "@/lib/account/prove-password";
import { noteAct } from "@/lib/attachment/note-act";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { Permit } from "@/lib/structure/permit";
import { holdTechnicalAccount } from "./hold-technical-account";
import { managesAll } from "./manages-all";
import { waitAfterTakeOver } from "./technical-account";

/** How far it reaches from now on, and the proof that the manager gave his password. */
export interface TechnicalLimits {
  readOnly: boolean;
  /** Null: all structures that its manager manages. */
  only: readonly string[] | null;
  proof: PasswordProof;
}

/**
 * `too-soon`: it would reach further, and support named the manager less than 72 hours ago (SEC-68). `not-managed`: one of
 * the list is not his.
 */
export type LimitTechnicalAccountOutcome =
  | { kind: "limited" }
  | { kind: "too-soon"; until: Date }
  | { kind: "not-managed" }
  | { kind: "not-found" }
  | { kind: "not-permitted" };

/**
 * Changes what software may do for which structures (R-1002): its next call finds it so (SEC-82). Whoever waits after a
 * take-over may take from it, but give it nothing (SEC-68).
 */
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
    const technicalAccountId = held.account.id;
    const formerly = await findReach(tx, technicalAccountId);
    const until = waitAfterTakeOver(held.structure.takenOverAt, tx.now());
    if (until && reachesFurther({ readOnly, only }, formerly)) return { kind: "too-soon", until };
    const { accountId } = holder;
    if (!(await managesAll(tx, { accountId, structureIds: only ?? [] }))) return { kind: "not-managed" };

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
    const facts = { structureId, readOnly, restrictedTo: only && [...only], formerly };
    await noteAct(tx, {
      audit: [{ kind: "technical-account-limited", actorId: accountId, targetId: technicalAccountId, facts }],
    });
    return { kind: "limited" };
  });
}

interface Reach {
  readOnly: boolean;
  restrictedTo: string[] | null;
}

async function findReach(tx: Context, technicalAccountId: string): Promise<Reach> {
  const { rows } = await tx.db.execute<{ readOnly: boolean; restrictedTo: string[] | null }>(sql`
    select account.read_only as "readOnly", case when account.is_restricted then (
      select coalesce(json_agg(line.structure_id order by line.structure_id), '[]')
      from technical_account_structures line where line.technical_account_id = account.id
    ) end as "restrictedTo"
    from technical_accounts account where account.id = ${technicalAccountId}`);
  const [reach] = rows;
  if (!reach) throw new Error("The technical account that is held is gone.");
  return reach;
}

function reachesFurther({ readOnly, only }: Pick<TechnicalLimits, "readOnly" | "only">, before: Reach): boolean {
  if (before.readOnly && !readOnly) return true;
  const { restrictedTo } = before;
  return restrictedTo !== null && (only === null || only.some((listed) => !restrictedTo.includes(listed)));
}
