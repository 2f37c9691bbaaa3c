import { addHours, min } from "date-fns";
import type { technicalAccountStatus } from "@/drizzle/schema/technical-account";
import { dayInParis, endOfDay, inDays, toTheSecond } from "@/lib/platform/calendar";
import type { Env } from "@/lib/platform/env";
import type { IdentifierType } from "@/lib/structure/identifier";

/** What an account is in the table; `expired` is no status of its own but follows from the age of its password. */
export type TechnicalAccountStatus = (typeof technicalAccountStatus.enumValues)[number];

/**
 * What a person reads (R-1009): ACTIF, EXPIRE, SUSPENDU, SUPPRIME; and `unmanaged`, whose calls are refused already though
 * it is suspended later only.
 */
export type TechnicalAccountState = TechnicalAccountStatus | "expired" | "unmanaged";

/** How many days before its end a password is announced (R-1008, N-19). */
export const REMINDER_DAYS = [15, 3] as const;
/** How long an old password may live beside the new one (R-1007, SEC-80). */
export const MAX_OVERLAP_DAYS = 30;
/** How long a new password can be looked at and exported (R-1006). */
export const SHOWN_MINUTES = 10;
/** A structure without a manager keeps its technical account this long. */
export const DAYS_WITHOUT_MANAGER = 30;

/** How long whoever support named a primary manager waits before he makes or resets one (SEC-68). */
const HOURS_AFTER_TAKE_OVER = 72;

/** When a password made at that moment ends: the first second in which it is refused (R-1008, T-16). */
export function endOfPassword({ TECHNICAL_PASSWORD_DAYS }: Pick<Env, "TECHNICAL_PASSWORD_DAYS">, madeAt: Date): Date {
  return inDays(toTheSecond(madeAt), TECHNICAL_PASSWORD_DAYS);
}

/** Until when none may be made or reset because support named the manager a short while ago; null: no wait (SEC-68). */
export function waitAfterTakeOver(takenOverAt: Date | null, now: Date): Date | null {
  const until = takenOverAt && addHours(takenOverAt, HOURS_AFTER_TAKE_OVER);
  return until && until > now ? until : null;
}

/** The last moment at which an old password may end (R-1007, SEC-80). */
export function lastMomentOfOverlap(now: Date): Date {
  return toTheSecond(inDays(now, MAX_OVERLAP_DAYS));
}

/**
 * When an old password ends that is kept until the end of a day (`2026-12-31`, in Paris), at most 30 days from now to the
 * second (R-1007, SEC-80); null: the day is over, or too far.
 */
export function endOfOverlap(day: string, now: Date): Date | null {
  if (day < dayInParis(now)) return null;
  const last = lastMomentOfOverlap(now);
  if (day > dayInParis(last)) return null;
  return min([endOfDay(day), last]);
}

/** What the state of a technical account follows from, besides the clock. */
export interface TechnicalStanding {
  status: TechnicalAccountStatus;
  isStructureActive: boolean;
  /** Somebody is its primary manager, and his account is active. */
  isManaged: boolean;
  /** When its newest password ends: the first second in which it is refused. */
  expiresAt: Date;
}

/**
 * Whether software can call with it now, and if not, why. It holds its manager's rights as they are at each call (R-1002,
 * SEC-82): without one it has none from that moment on, and in an inactive structure it may do nothing. The row is
 * suspended after 30 days without a manager, or with the next upkeep; until then the state says so by itself.
 */
export function stateOf(
  { status, isStructureActive, isManaged, expiresAt }: TechnicalStanding,
  now: Date,
): TechnicalAccountState {
  if (status !== "active") return status;
  if (!isStructureActive) return "suspended";
  if (!isManaged) return "unmanaged";
  return expiresAt <= now ? "expired" : "active";
}

/**
 * Of the live passwords, the newest first, the one that may live on beside a new one (SEC-80). A newest one that was never
 * used is the fruit of a reset that nobody read, or that was sent twice: software calls with the one before it.
 */
export function passwordToKeep<Live extends { lastUsedAt: Date | null }>([
  newest,
  older,
]: readonly Live[]): Live | null {
  if (newest && older && newest.lastUsedAt === null) return older;
  return newest ?? null;
}

/**
 * What the account signs in with: `TECH_0{identifier}@{domain}` (R-1003), unsafe characters replaced by `-`. A private
 * individual is known by the structure's number: the identifier tells birth and sex.
 */
export function technicalLogin(
  { TECHNICAL_DOMAIN }: Pick<Env, "TECHNICAL_DOMAIN">,
  { identifierType, identifier, number }: { identifierType: IdentifierType; identifier: string; number: number },
): string {
  const known = identifierType === "PARTICULIER" ? String(number) : identifier.replace(/[^A-Za-z0-9]/g, "-");
  return `TECH_0${known}@${TECHNICAL_DOMAIN}`;
}
