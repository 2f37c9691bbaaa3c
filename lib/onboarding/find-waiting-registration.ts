import { and, eq, isNull } from "drizzle-orm";
import { registrations } from "@/drizzle/schema/onboarding";
import { findLink } from "@/lib/account/redeem-link";
import type { Context } from "@/lib/platform/context";

/** What S-04 shows of a registration, to whoever holds its mailed link. */
export interface WaitingRegistration {
  id: string;
  email: string;
  contactEmail: string;
  familyName: string;
  givenName: string;
}

/** The registration behind an activation link that still works, or null for every other cause. */
export async function findWaitingRegistration(ctx: Context, secret: string): Promise<WaitingRegistration | null> {
  const link = await findLink(ctx, secret, "activation");
  if (!link) return null;
  const [registration] = await ctx.db
    .select({
      id: registrations.id,
      email: registrations.email,
      contactEmail: registrations.contactEmail,
      familyName: registrations.familyName,
      givenName: registrations.givenName,
    })
    .from(registrations)
    .where(and(eq(registrations.id, link.subjectId), isNull(registrations.closedAt)));
  return registration ?? null;
}
