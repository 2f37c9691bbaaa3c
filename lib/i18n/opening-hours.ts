import type { Language } from "./language";

/** Hours that were set as "9:00-18:00", as they are read in a language; other words stay as they are. */
export function openingHours(hours: string, language: Language): string {
  if (language !== "fr") return hours;
  return hours
    .replace(/\b(\d{1,2}):(\d{2})\b/g, (_, hour, minutes) =>
      minutes === "00" ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minutes}`,
    )
    .replace(/(\u00a0h(?:\u00a0\d{2})?)\s*[-–]\s*(?=\d)/g, "$1 - ");
}
