import { and, eq, ne } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { attachments } from "@/drizzle/schema/attachment";
import type { Language } from "@/lib/i18n/language";
import type { Context } from "@/lib/platform/context";

/** Where the managers of a structure are told of requests (N-12): their contact addresses. */
export interface ManagerToTell {
  accountId: string;
  contactEmail: string;
  language: Language;
}

/** The primary and secondary managers of a structure who can act now. */
export async function findManagers(ctx: Context, structureId: string): Promise<ManagerToTell[]> {
  return ctx.db
    .select({ accountId: accounts.id, contactEmail: accounts.contactEmail, language: accounts.language })
    .from(attachments)
    .innerJoin(accounts, eq(accounts.id, attachments.accountId))
    .where(
      and(
        eq(attachments.structureId, structureId),
        eq(attachments.status, "approved"),
        ne(attachments.role, "member"),
        eq(accounts.status, "active"),
      ),
    );
}
