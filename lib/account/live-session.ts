import { subHours, subMinutes } from "date-fns";
import { and, gt, isNull, not, type SQL } from "drizzle-orm";
import { sessions } from "@/drizzle/schema/account";
import { ABSOLUTE_HOURS, IDLE_MINUTES } from "./session";

/**
 * Whether a session still counts at that moment: not ended, used in the last 30 minutes, opened in the last 12 hours, and
 * not waiting for a second factor. `findActor` says the same in its one statement.
 */
export function isLive(now: Date): SQL | undefined {
  return and(
    isNull(sessions.endedAt),
    not(sessions.awaitsSecondFactor),
    gt(sessions.createdAt, subHours(now, ABSOLUTE_HOURS)),
    gt(sessions.lastUsedAt, subMinutes(now, IDLE_MINUTES)),
  );
}
