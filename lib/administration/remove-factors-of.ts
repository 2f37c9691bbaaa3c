import { removeAllFactors } from "@/lib/account/remove-all-factors";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type RemoveFactorsOfOutcome =
  | { kind: "removed" }
  | { kind: "none" }
  | { kind: "own-account" }
  | { kind: "not-permitted" };

/**
 * Support takes the second factor off the account of somebody who lost it, after checking who he is (SEC-48). His sessions
 * end and he is told (N-27). Nobody does so for himself.
 */
export async function removeFactorsOf(
  ctx: Context,
  act: SupportAct,
  { accountId }: { accountId: string },
): Promise<RemoveFactorsOfOutcome> {
  const { accountId: actorId } = act.administrator;
  if (accountId === actorId) return { kind: "own-account" };
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const removed = await removeAllFactors(tx, { accountId, actorId });
    if (removed.kind === "none") return removed;
    await noteSupportAct(tx, act, { name: "remove-factors", targetId: accountId });
    return { kind: "removed" };
  });
}
