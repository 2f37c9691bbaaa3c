import type { Actor } from "@/lib/attachment/actor";
import { permitFor } from "@/lib/attachment/permit-for";
import type { Permit } from "@/lib/structure/permit";

declare const provenByTheDatabase: unique symbol;

/**
 * The proof of which technical account is calling and what it may do at this very call (SEC-82). Only `findApiCaller`
 * makes one. `actor` is its manager as far as the account reaches: queries and commands take it as they do a person's.
 */
export interface ApiCaller {
  readonly [provenByTheDatabase]: true;
  technicalAccountId: string;
  login: string;
  structureId: string;
  readOnly: boolean;
  /** When the password that the call rests on ends. */
  secretExpiresAt: Date;
  actor: Actor;
  /** What is left of this minute's calls (R-1012). */
  budget: CallBudget;
}

/** The calls of one minute. `resetSeconds`: until the next minute begins. */
export interface CallBudget {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

/** What software may do of all that its manager may (R-1012): no other right of his is ever in its hands (R-1001). */
export type CallerRight = "view-sheet" | "decide-requests";

/** The caller's permit for that right over that structure, or null: it is then as if the structure did not exist. */
export function permitForCaller<R extends CallerRight>(
  caller: ApiCaller,
  structureId: string,
  right: R,
): Permit<R> | null {
  if (caller.readOnly && right !== "view-sheet") return null;
  return permitFor(caller.actor, structureId, right);
}
