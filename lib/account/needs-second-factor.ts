import { sql } from "drizzle-orm";
import type { Context } from "@/lib/platform/context";

/** Whether an account may not be without a second factor: administrators, and primary managers by setting. */
export async function needsSecondFactor(ctx: Context, accountId: string): Promise<boolean> {
  const { rows } = await ctx.db.execute<{ needed: boolean }>(sql`
    select account.is_administrator or (${ctx.env.SECOND_FACTOR_FOR_MANAGERS === "on"} and exists (
      select from attachments own
      where own.account_id = account.id and own.status = 'approved' and own.role = 'primary-manager'
    )) as needed
    from accounts account where account.id = ${accountId}`);
  return rows[0]?.needed ?? false;
}
