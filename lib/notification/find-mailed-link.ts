import { and, eq, gte, isNull } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { linkSecret } from "@/lib/account/link-secret";
import type { LinkPurpose } from "@/lib/account/single-use-link";
import type { Context } from "@/lib/platform/context";

/** Which link a mail is to carry: of which purpose and subject, made for which address. */
export interface LinkToMail {
  id: string;
  purpose: LinkPurpose;
  subjectId: string;
  email: string;
}

/** The secret of a link while it works, or null: used, replaced, expired, or made for another address (SEC-97). */
export async function findMailedLink(
  ctx: Context,
  { id, purpose, subjectId, email }: LinkToMail,
): Promise<{ secret: string; createdAt: Date; expiresAt: Date } | null> {
  const [link] = await ctx.db
    .select()
    .from(singleUseLinks)
    .where(
      and(
        eq(singleUseLinks.id, id),
        eq(singleUseLinks.purpose, purpose),
        eq(singleUseLinks.subjectId, subjectId),
        // Whatever the outbox says, a secret goes to the address it was made for.
        eq(singleUseLinks.email, email),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
        gte(singleUseLinks.expiresAt, ctx.now()),
      ),
    );
  if (!link) return null;
  const { createdAt, expiresAt } = link;
  return { secret: linkSecret(ctx.env, link), createdAt, expiresAt };
}
