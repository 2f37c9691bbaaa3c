import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { openValue } from "@/lib/platform/seal-value";
import type { CheckedAnswer } from "./second-factor";
import { totpStepOf } from "./totp";

/** Whether this is a code of the account's authenticator application, of a step that none was taken of yet (SEC-48). */
export async function checkTotp(
  ctx: Context,
  { accountId, code }: { accountId: string; code: string },
): Promise<CheckedAnswer> {
  const ofAccount = and(eq(totpAuthenticators.accountId, accountId), isNotNull(totpAuthenticators.confirmedAt));
  const [row] = await ctx.db
    .select({ sealed: totpAuthenticators.sealedSecret })
    .from(totpAuthenticators)
    .where(ofAccount);
  const secret = row && openValue(ctx.env, { purpose: "totp", ownerId: accountId, sealed: row.sealed });
  const step = secret ? totpStepOf({ secret, code, now: ctx.now() }) : null;
  if (!row || step === null) return { kind: "wrong" };
  return {
    kind: "right",
    use: async (tx) => {
      const { lastStep, sealedSecret } = totpAuthenticators;
      const used = await tx.db
        .update(totpAuthenticators)
        .set({ lastStep: step })
        .where(and(ofAccount, eq(sealedSecret, row.sealed), or(isNull(lastStep), lt(lastStep, step))))
        .returning({ accountId: totpAuthenticators.accountId });
      return used.length > 0;
    },
  };
}
