import { and, eq, isNull } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import type { AddressPurpose } from "./find-waiting-address";

export type GiveUpAddressOutcome = { kind: "given-up" } | { kind: "nothing-waits" };

/** The person thinks better of a new address that has not been confirmed: its link opens nothing any more. */
export async function giveUpAddress(
  ctx: Context,
  { accountId, purpose }: { accountId: string; purpose: AddressPurpose },
): Promise<GiveUpAddressOutcome> {
  const voided = await ctx.db
    .update(singleUseLinks)
    .set({ voidedAt: ctx.now() })
    .where(
      and(
        eq(singleUseLinks.subjectId, accountId),
        eq(singleUseLinks.purpose, purpose),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    )
    .returning({ id: singleUseLinks.id });
  return { kind: voided.length > 0 ? "given-up" : "nothing-waits" };
}
