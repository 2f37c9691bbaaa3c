import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";

const PARIS = "Europe/Paris";

/** A moment with its offset in Paris (RFC 3339), where `cpro-api.md` notes it: `2017-02-18T10:21:23+01:00`. */
export function cproMoment(moment: Date): string {
  return format(new TZDate(moment, PARIS), "yyyy-MM-dd'T'HH:mm:ssxxx");
}

/** A moment in Paris as the answers about services write it: `2017-02-18 10:21`. */
export function cproMinute(moment: Date): string {
  return format(new TZDate(moment, PARIS), "yyyy-MM-dd HH:mm");
}

/** The first minute of a day of ours (`2026-12-31`). */
export function firstMinuteOf(day: string): string {
  return `${day} 00:00`;
}

/** The end of its last day: a department is used on that day, too. */
export function lastMinuteOf(day: string | null): string | null {
  return day && `${day} 23:59`;
}

/** The same as a moment. */
export function lastMomentOf(day: string | null): string | null {
  if (day === null) return null;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return cproMoment(new TZDate(year, month - 1, date, 23, 59, 59, PARIS));
}
