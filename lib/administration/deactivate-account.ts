import { sql } from "drizzle-orm";
import { closeAccount } from "@/lib/departure/close-account";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type DeactivateAccountOutcome =
  | { kind: "deactivated"; vacantStructures: string[] }
  | { kind: "own-account" }
  | { kind: "not-active" }
  | { kind: "not-permitted" };

/**
 * Support deactivates an account, with its reason: sessions end, N-04 tells the reason, the structures it managed
 * are vacant. Never one's own: so an active administrator is always left.
 */
export async function deactivateAccount(
  ctx: Context,
  act: SupportAct,
  { accountId }: { accountId: string },
): Promise<DeactivateAccountOutcome> {
  const { accountId: actorId } = act.administrator;
  if (accountId === actorId) return { kind: "own-account" };
  return inTransaction(ctx, async (tx) => {
    // Two administrators who deactivate each other at once: the second one finds that he is none any more.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('administrators'))`);
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const closed = await closeAccount(tx, {
      accountId,
      cause: "administrator",
      actorId,
      reason: act.reason,
      eraseOn: null,
    });
    if (closed.kind === "not-active") return closed;
    await noteSupportAct(tx, act, { name: "deactivate-account", targetId: accountId });
    return { kind: "deactivated", vacantStructures: closed.vacantStructures };
  });
}
