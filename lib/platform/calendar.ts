import { TZDate } from "@date-fns/tz";
import { addDays, addMonths, getISODay, set } from "date-fns";

const PARIS = "Europe/Paris";

/** The same wall-clock time in Paris, so many days later, whatever the clocks do in between (R-1206, T-15). */
export function inDays(from: Date, days: number): Date {
  return new Date(addDays(new TZDate(from, PARIS), days).getTime());
}

/** The moment without its part of a second: deadlines are shown, and hold, to the second (T-15). */
export function toTheSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}

const isoDays = new Intl.DateTimeFormat("en-CA", {
  timeZone: PARIS,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The day it is in Paris, as the database and forms write it (`2026-12-31`): such days compare as text (R-1206). */
export function dayInParis(moment: Date): string {
  return isoDays.format(moment);
}

/** The moment at which a day (`2026-12-31`) is over in Paris: the first one of the next. */
export function endOfDay(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date + 1, PARIS).getTime());
}

/** The same day of the month and wall-clock time in Paris, so many months later; the last day of a month that is too short. */
export function inMonths(from: Date, months: number): Date {
  return new Date(addMonths(new TZDate(from, PARIS), months).getTime());
}

/** That hour, on the wall clock in Paris, of the day that `moment` falls on there. */
export function atHour(moment: Date, hours: number): Date {
  return new Date(set(new TZDate(moment, PARIS), { hours, minutes: 0, seconds: 0, milliseconds: 0 }).getTime());
}

/** The day of the week that it is in Paris: 1 is Monday, 7 is Sunday. */
export function weekdayInParis(moment: Date): number {
  return getISODay(new TZDate(moment, PARIS));
}
