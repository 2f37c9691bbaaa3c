import { desc, eq } from "drizzle-orm";
import { consents } from "@/drizzle/schema/account";
import type { Actor } from "@/lib/attachment/actor";
import type { Context } from "@/lib/platform/context";

/** One change: something was agreed to, or taken back. */
export interface ConsentChange {
  id: string;
  subject: "terms" | "survey";
  /** Which wording; null where it has no versions. */
  version: string | null;
  given: boolean;
  changedAt: Date;
}

/** What a person agreed to and took back, newest first (R-1204). */
export async function findConsents(ctx: Context, actor: Actor): Promise<ConsentChange[]> {
  return ctx.db
    .select({
      id: consents.id,
      subject: consents.subject,
      version: consents.version,
      given: consents.given,
      changedAt: consents.changedAt,
    })
    .from(consents)
    .where(eq(consents.accountId, actor.accountId))
    .orderBy(desc(consents.changedAt), desc(consents.id));
}

/** What holds today: the newest change of each subject. */
export function currentConsents(changes: ConsentChange[]): ConsentChange[] {
  return changes.filter(({ subject }, index) => changes.findIndex((change) => change.subject === subject) === index);
}
