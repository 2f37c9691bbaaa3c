import { and, eq, isNull } from "drizzle-orm";
import { totpAuthenticators } from "@/drizzle/schema/account";
import type { Context } from "@/lib/platform/context";

/** Forgets an application that was begun and never confirmed: whoever began it may know its secret (SEC-24, SEC-101). */
export async function dropTotpSetUp(tx: Context, accountId: string): Promise<void> {
  await tx.db
    .delete(totpAuthenticators)
    .where(and(eq(totpAuthenticators.accountId, accountId), isNull(totpAuthenticators.confirmedAt)));
}
