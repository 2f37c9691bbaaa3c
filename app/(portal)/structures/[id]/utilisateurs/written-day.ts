import { formatDay } from "@/lib/i18n/format-moment";

/** A day of the database (`2026-12-31`) as people read it: `31/12/2026`. */
export function writtenDay(day: string): string {
  return formatDay(new Date(`${day}T12:00:00Z`));
}
