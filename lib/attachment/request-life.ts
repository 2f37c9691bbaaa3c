import { inDays } from "@/lib/platform/calendar";

/** when the managers are told again that a request waits, in days after it was made. */
export const REMINDER_DAYS = [15, 30] as const;
/** after so many days without an answer a request ends by itself. */
export const EXPIRY_DAYS = 60;

/** When the deadlines of a request fall (R-855, R-1206). */
export function deadlinesOf(requestedAt: Date): { reminders: Date[]; expiry: Date } {
  return {
    reminders: REMINDER_DAYS.map((days) => inDays(requestedAt, days)),
    expiry: inDays(requestedAt, EXPIRY_DAYS),
  };
}
