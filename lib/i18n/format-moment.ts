const paris = { timeZone: "Europe/Paris" } as const;
const day = { ...paris, day: "2-digit", month: "2-digit", year: "numeric" } as const;

const moments = new Intl.DateTimeFormat("fr-FR", { ...day, hour: "2-digit", minute: "2-digit", second: "2-digit" });
const days = new Intl.DateTimeFormat("fr-FR", day);

/** `dd/mm/yyyy HH:mm:ss`, Paris time: the one way the portal writes a moment, in both languages. */
export function formatMoment(moment: Date): string {
  return moments.format(moment).replace(",", "");
}

/** `dd/mm/yyyy`, Paris time. */
export function formatDay(moment: Date): string {
  return days.format(moment);
}
