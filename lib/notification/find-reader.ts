import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { findManagers } from "@/lib/attachment/find-managers";
import type { Context } from "@/lib/platform/context";
import type { PersonNames } from "./letter";

/** Who reads what is written to the managers of a structure; `names` null: nobody in particular. */
export type Reader = { kind: "manager"; names: PersonNames | null } | { kind: "support" };

/**
 * Who reads at an address what the managers of a structure are told: one of them, or support where there is none
 * . Null when the address does not manage the structure any more: it must learn no names (SEC-97).
 */
export async function findReader(
  ctx: Context,
  { structureId, recipient }: { structureId: string; recipient: string },
): Promise<Reader | null> {
  const managers = await findManagers(ctx, structureId);
  const readers = managers.filter(({ contactEmail }) => contactEmail === recipient);
  const [reader, another] = readers;
  if (!reader) return managers.length === 0 && recipient === ctx.env.SUPPORT_EMAIL ? { kind: "support" } : null;
  // Two managers may share one address, and get one mail (R-1101).
  if (another) return { kind: "manager", names: null };
  const [names] = await ctx.db
    .select({ givenName: accounts.givenName, familyName: accounts.familyName })
    .from(accounts)
    .where(eq(accounts.id, reader.accountId));
  return { kind: "manager", names: names ?? null };
}
