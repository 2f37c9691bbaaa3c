import { TZDate } from "@date-fns/tz";
import { addDays, addHours, addMinutes } from "date-fns";

/** How long something lasts. Days keep the wall-clock time in Paris across clock changes (R-1206). */
export type Duration = { days: number } | { hours: number } | { minutes: number };

/** The moment that lies a duration after another one (R-1206, T-15). */
export function after(moment: Date, duration: Duration): Date {
  if ("minutes" in duration) return addMinutes(moment, duration.minutes);
  if ("hours" in duration) return addHours(moment, duration.hours);
  return new Date(addDays(new TZDate(moment, "Europe/Paris"), duration.days).getTime());
}
