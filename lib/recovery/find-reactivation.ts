import { findLink } from "@/lib/account/redeem-link";
import type { Context } from "@/lib/platform/context";
import { type ClosedAccount, findClosedAccount } from "./find-closed-account";

/** The account that a mailed link may bring back at this moment, or null; reading changes nothing (R-505, SEC-26). */
export async function findReactivation(ctx: Context, secret: string): Promise<ClosedAccount | null> {
  const link = await findLink(ctx, secret, "reactivation");
  const account = link && (await findClosedAccount(ctx, { accountId: link.subjectId }));
  // Support closed it meanwhile: only support opens it again.
  return account?.cause === "administrator" ? null : account;
}
