import { addMinutes } from "date-fns";
import { and, eq, isNull } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { toTheSecond } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import { PASSWORD_RESET_MINUTES, type SingleUseLink } from "./single-use-link";

/**
 * The link to a new password as its mail leaves: its 60 minutes begin now, however long the mail waited in the outbox,
 * and begin anew at each further try to send it. Null once the link was used or replaced (SEC-97).
 */
export async function handOverLink(ctx: Context, linkId: string): Promise<SingleUseLink | null> {
  const [link] = await ctx.db
    .update(singleUseLinks)
    .set({ expiresAt: addMinutes(toTheSecond(ctx.now()), PASSWORD_RESET_MINUTES) })
    .where(
      and(
        eq(singleUseLinks.id, linkId),
        eq(singleUseLinks.purpose, "password-reset"),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    )
    .returning();
  return link ?? null;
}
