import { and, eq, isNotNull } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdSupport, noteSupportAct, type SupportAct } from "./support-act";

export type DismissReactivationOutcome = { kind: "dismissed" } | { kind: "nothing-asked" } | { kind: "not-permitted" };

/** Support leaves an account deactivated although its owner asked for it back: the request waits no more. */
export async function dismissReactivation(
  ctx: Context,
  act: SupportAct,
  { accountId }: { accountId: string },
): Promise<DismissReactivationOutcome> {
  return inTransaction(ctx, async (tx) => {
    if (!(await holdSupport(tx, act))) return { kind: "not-permitted" };
    const dismissed = await tx.db
      .update(accounts)
      .set({ reactivationRequestedAt: null })
      .where(
        and(
          eq(accounts.id, accountId),
          eq(accounts.status, "deactivated"),
          isNotNull(accounts.reactivationRequestedAt),
        ),
      )
      .returning({ id: accounts.id });
    if (dismissed.length === 0) return { kind: "nothing-asked" };
    await noteSupportAct(tx, act, { name: "dismiss-reactivation", targetId: accountId });
    return { kind: "dismissed" };
  });
}
