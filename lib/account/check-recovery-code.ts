import { and, eq, isNull } from "drizzle-orm";
import { recoveryCodes } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import { parseRecoveryCode } from "./recovery-code";
import type { CheckedAnswer } from "./second-factor";

/** Whether this is one of the account's recovery codes that was not used yet: one slow hash, whatever was typed (SEC-48). */
export async function checkRecoveryCode(
  ctx: Context,
  { accountId, code }: { accountId: string; code: string },
): Promise<CheckedAnswer> {
  const { position, letters } = parseRecoveryCode(code) ?? { position: 0, letters: code };
  const unused = and(
    eq(recoveryCodes.accountId, accountId),
    eq(recoveryCodes.position, position),
    isNull(recoveryCodes.usedAt),
  );
  const [row] = await ctx.db.select({ hash: recoveryCodes.codeHash }).from(recoveryCodes).where(unused);
  const verdict = await ctx.passwords.verify(row?.hash ?? null, letters);
  if (verdict.kind !== "right" || !row) return verdict.kind === "overloaded" ? verdict : { kind: "wrong" };
  return {
    kind: "right",
    use: async (tx) => {
      const used = await tx.db
        .update(recoveryCodes)
        .set({ usedAt: tx.now() })
        // The hash too: codes that were renewed meanwhile are others.
        .where(and(unused, eq(recoveryCodes.codeHash, row.hash)))
        .returning({ position: recoveryCodes.position });
      return used.length > 0;
    },
  };
}
