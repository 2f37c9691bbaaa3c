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
