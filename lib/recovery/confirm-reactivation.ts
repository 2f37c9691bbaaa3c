import { sql } from "drizzle-orm";
import { findLink, redeemLink } from "@/lib/account/redeem-link";
import { holdStructuresOf } from "@/lib/attachment/hold-structures-of";
import { type Context, inTransaction } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import { findClosedAccount } from "./find-closed-account";
import { reopenAccount } from "./reopen-account";

/** `refused-link`: expired, unknown, used, replaced, or support alone may bring the account back: all told alike (M-44). */
export type ConfirmReactivationOutcome =
  | { kind: "reactivated"; accountId: string; managesAgain: string[] }
  | { kind: "refused-link" };

/** Whoever holds the mailed link brings his account back, once (R-505, SEC-26). He still has to sign in. */
export async function confirmReactivation(ctx: Context, secret: string): Promise<ConfirmReactivationOutcome> {
  return inTransaction(ctx, async (tx) => {
    const found = await findLink(tx, secret, "reactivation");
    if (!found) return { kind: "refused-link" };
    const accountId = found.subjectId;
    // The address, the structures, the account, the link: in the order of every other act (SEC-65).
    await holdAddress(tx, found.email);
    await holdStructuresOf(tx, accountId);
    await tx.db.execute(sql`select from accounts where id = ${accountId} for update`);
    const account = await findClosedAccount(tx, { accountId });
    if (!account || account.cause === "administrator") return { kind: "refused-link" };
    if (!(await redeemLink(tx, secret, "reactivation"))) return { kind: "refused-link" };
    const reopened = await reopenAccount(tx, { accountId, actorId: accountId, by: "owner" });
    if (reopened.kind === "not-deactivated") return { kind: "refused-link" };
    return { kind: "reactivated", accountId, managesAgain: reopened.managesAgain };
  });
}
