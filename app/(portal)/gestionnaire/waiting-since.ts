const DAY_MS = 24 * 60 * 60 * 1000;

/** For how many whole days a request has waited. */
export function daysSince(requestedAt: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - requestedAt.getTime()) / DAY_MS));
}
