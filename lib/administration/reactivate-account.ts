import { type Context, inTransaction } from "@/lib/platform/context";
import { reopenAccount } from "@/lib/recovery/reopen-account";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type ReactivateAccountOutcome =
  | { kind: "reactivated"; managesAgain: string[] }
  | { kind: "not-deactivated" }
  | { kind: "not-permitted" };

/** Support brings a deactivated account back, asked for by its owner or not: N-06 tells him. */
export async function reactivateAccount(
  ctx: Context,
  act: SupportAct,
  { accountId }: { accountId: string },
): Promise<ReactivateAccountOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const { accountId: actorId } = act.administrator;
    const reopened = await reopenAccount(tx, { accountId, actorId, by: "administrator" });
    if (reopened.kind === "not-deactivated") return reopened;
    await noteSupportAct(tx, act, { name: "reactivate-account", targetId: accountId });
    return { kind: "reactivated", managesAgain: reopened.managesAgain };
  });
}
