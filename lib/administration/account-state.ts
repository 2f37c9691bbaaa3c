import type { accountStatus } from "@/drizzle/schema/account";
import type { SupportActName } from "./support-act";

/** The states of R-501 as support sees them; a registration that waits is the first one. */
export type AccountState = "created" | "active" | "locked" | "deactivated" | "erased";

/** What support may look for: a state, or those whose owner asked for his account back. */
export const accountFilters = [
  "created",
  "active",
  "locked",
  "deactivated",
  "reactivation-requested",
  "erased",
] as const satisfies readonly (AccountState | "reactivation-requested")[];
export type AccountFilter = (typeof accountFilters)[number];

/** What decides on the state of an account, and on what can be done to it. */
export interface AccountStanding {
  accountId: string;
  status: (typeof accountStatus.enumValues)[number];
  lockedUntil: Date | null;
  reactivationRequestedAt: Date | null;
  hasSecondFactor: boolean;
  sessions: number;
}

/** BLOQUE is an active account whose lock has not run out. */
export function stateOf(
  { status, lockedUntil }: Pick<AccountStanding, "status" | "lockedUntil">,
  now: Date,
): Exclude<AccountState, "created"> {
  if (status !== "active") return status;
  return lockedUntil !== null && lockedUntil > now ? "locked" : "active";
}

/**
 * The acts that one account's state leaves; the commands ask again. Nobody acts on himself here but to close
 * his sessions.
 */
export function actsOn(account: AccountStanding, { actorId, now }: { actorId: string; now: Date }): AccountAct[] {
  const { sessions, hasSecondFactor, reactivationRequestedAt } = account;
  const state = stateOf(account, now);
  const isOwn = account.accountId === actorId;
  const lives = state === "active" || state === "locked";
  const possible: [AccountAct, boolean][] = [
    ["unlock-account", state === "locked"],
    ["reactivate-account", state === "deactivated"],
    ["dismiss-reactivation", state === "deactivated" && reactivationRequestedAt !== null],
    ["start-reset", lives && !isOwn],
    ["remove-factors", lives && hasSecondFactor && !isOwn],
    ["end-sessions", sessions > 0],
    ["deactivate-account", lives && !isOwn],
  ];
  return possible.filter(([, may]) => may).map(([act]) => act);
}

/** What can be done to an account. */
const accountActs = [
  "unlock-account",
  "reactivate-account",
  "dismiss-reactivation",
  "start-reset",
  "remove-factors",
  "end-sessions",
  "deactivate-account",
] as const satisfies readonly SupportActName[];
export type AccountAct = (typeof accountActs)[number];
