import { addMinutes } from "date-fns";
import { type ClosedSince, erasureOf } from "@/lib/account/erasure-term";
import { linkExpiry } from "@/lib/account/single-use-link";
import { toTheSecond } from "@/lib/platform/calendar";
import type { Context } from "@/lib/platform/context";

/** With less than so many minutes left before the erasure, no mail is sent: it would come too late to be followed. */
const LEAST_MINUTES = 10;

/**
 * How long whoever asks now may bring his account back by himself: the seven days of a link, less because the
 * erasure comes before, or no more at all. Stretched for nobody: anyone may have such a link mailed.
 */
export interface WayBack {
  kind: "week" | "until-erasure" | "too-late";
  /** The end of the link that would be made now; `too-late`: when the erasure begins. */
  until: Date;
}

/** What is left to the owner of a deactivated account at this moment. */
export function wayBackOf({ env, now }: Context, account: ClosedSince): WayBack {
  const erasure = toTheSecond(erasureOf(account));
  if (erasure < addMinutes(now(), LEAST_MINUTES)) return { kind: "too-late", until: erasure };
  const week = linkExpiry(env, "reactivation", now());
  return erasure < week ? { kind: "until-erasure", until: erasure } : { kind: "week", until: week };
}
