import { and, eq, inArray } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import type { Context } from "@/lib/platform/context";
import type { PersonNames } from "./letter";

/**
 * In what capacity something was decided. `manager`: who decided manages the structure no more; `portal`: nobody did,
 * a date had come.
 */
export type AuthorRole = "primary-manager" | "secondary-manager" | "manager" | "support" | "portal";

/** Who decided, as far as a mail may tell it (N-15): a role, and a name only to those who may know it. */
export interface Author {
  role: AuthorRole;
  names: PersonNames | null;
}

/** The author of a decision, by what he is in the structure today. */
export async function findAuthor(
  ctx: Context,
  { deciderId, structureId }: { deciderId: string | null; structureId: string },
): Promise<Author> {
  if (deciderId === null) return { role: "portal", names: null };
  const [decider] = await ctx.db
    .select({
      givenName: accounts.givenName,
      familyName: accounts.familyName,
      isAdministrator: accounts.isAdministrator,
      role: attachments.role,
    })
    .from(accounts)
    .leftJoin(
      attachments,
      and(
        eq(attachments.accountId, accounts.id),
        eq(attachments.structureId, structureId),
        eq(attachments.status, "approved"),
        inArray(attachments.role, ["primary-manager", "secondary-manager"]),
      ),
    )
    .where(and(eq(accounts.id, deciderId), eq(accounts.status, "active")));
  if (!decider) return { role: "manager", names: null };
  const { givenName, familyName, role } = decider;
  if (role === "primary-manager" || role === "secondary-manager") return { role, names: { givenName, familyName } };
  // Support acts under its own name for nobody.
  return { role: decider.isAdministrator ? "support" : "manager", names: null };
}
