import { consents } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";
import type { Account } from "./people";

/** Has somebody accept the terms and refuse the survey, at this moment. */
export async function twoConsents(ctx: Context, { id: accountId }: Account): Promise<void> {
  const change = { accountId, changedAt: ctx.now() };
  await ctx.db.insert(consents).values([
    { ...change, id: ctx.id(), subject: "terms", version: "2026-01", given: true },
    { ...change, id: ctx.id(), subject: "survey", version: null, given: false },
  ]);
}
