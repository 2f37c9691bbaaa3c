import { addHours, addMinutes } from "date-fns";
import type { linkPurpose, singleUseLinks } from "@/drizzle/schema/account";
import { inDays, toTheSecond } from "@/lib/platform/calendar";
import type { Env } from "@/lib/platform/env";

/** A link mailed to a person, usable once (lien à usage unique). */
export type SingleUseLink = typeof singleUseLinks.$inferSelect;

/** What a link lets its holder do; it opens nothing else (SEC-25). */
export type LinkPurpose = (typeof linkPurpose.enumValues)[number];

/** How long the link to a new password works once its mail has been handed over. */
export const PASSWORD_RESET_MINUTES = 60;

/** The last second in which a link of that purpose works when it is made now. */
export function linkExpiry(env: Env, purpose: LinkPurpose, now: Date): Date {
  const from = toTheSecond(now);
  switch (purpose) {
    case "activation":
      return inDays(from, env.ACTIVATION_DAYS);
    case "contact-email-confirmation":
    case "reactivation":
      return inDays(from, 7);
    case "login-email-change":
      return addHours(from, 24);
    case "password-reset":
      // Until its mail is handed over nobody holds its secret; `handOverLink` then says how long it has.
      return addMinutes(from, PASSWORD_RESET_MINUTES);
  }
}
