import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns";

const PARIS = "Europe/Paris";

/** The same wall-clock time in Paris, so many days later, whatever the clocks do in between (R-1206, T-15). */
export function inDays(from: Date, days: number): Date {
  return new Date(addDays(new TZDate(from, PARIS), days).getTime());
}

/** The moment without its part of a second: deadlines are shown, and hold, to the second (T-15). */
export function toTheSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}

const parts = new Intl.DateTimeFormat("fr-FR", {
  timeZone: PARIS,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** `dd/mm/yyyy HH:mm:ss` in Paris, as every date of the portal is written. */
export function parisTime(moment: Date): string {
  return parts.format(moment);
}
