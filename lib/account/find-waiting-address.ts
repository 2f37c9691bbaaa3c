import { and, desc, eq, isNull } from "drizzle-orm";
import { singleUseLinks } from "@/drizzle/schema/account";
import { toTheSecond } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";
import type { LinkPurpose } from "./single-use-link";

/** An address that its owner has not confirmed yet: until then the one before it counts. */
export interface WaitingAddress {
  email: string;
  expiresAt: Date;
  /** Its link came back too late: another one must be sent. */
  isExpired: boolean;
}

/** The links by which an address waits for its owner. */
export type AddressPurpose = Extract<LinkPurpose, "contact-email-confirmation" | "login-email-change">;

/** The address that waits for its link, if any: only the newest link of a purpose is not void. */
export async function findWaitingAddress(
  ctx: Context,
  { accountId, purpose }: { accountId: string; purpose: AddressPurpose },
): Promise<WaitingAddress | null> {
  const [link] = await ctx.db
    .select({ email: singleUseLinks.email, expiresAt: singleUseLinks.expiresAt })
    .from(singleUseLinks)
    .where(
      and(
        eq(singleUseLinks.subjectId, accountId),
        eq(singleUseLinks.purpose, purpose),
        isNull(singleUseLinks.usedAt),
        isNull(singleUseLinks.voidedAt),
      ),
    )
    .orderBy(desc(singleUseLinks.createdAt))
    .limit(1);
  return link ? { ...link, isExpired: link.expiresAt < toTheSecond(ctx.now()) } : null;
}
