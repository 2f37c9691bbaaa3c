import { max, min } from "date-fns";
import { inDays, inMonths } from "@/lib/platform/calendar";

/** after so many months without coming back, a deactivated account is anonymised. */
export const KEPT_MONTHS = 12;
/** so long after support said no, its owner may still ask again. */
export const ANSWERED_DAYS = 7;

/** A deactivated account: since when, whether its owner asked to be forgotten, and when support last said no. */
export interface ClosedSince {
  deactivatedAt: Date;
  eraseOn: Date | null;
  dismissedAt?: Date | null;
}

/** From when on a deactivated account is erased: the term, or the day that its owner asked for (R-508, R-1204). */
export function erasureOf({ deactivatedAt, eraseOn, dismissedAt }: ClosedSince): Date {
  const term = inMonths(deactivatedAt, KEPT_MONTHS);
  const answered = dismissedAt ? inDays(dismissedAt, ANSWERED_DAYS) : term;
  const last = max([term, answered]);
  return eraseOn ? min([eraseOn, last]) : last;
}
