import type { Actor } from "@/lib/attachment/actor";

declare const provenByTheDatabase: unique symbol;

/**
 * The proof that support is asking: an administrator, in a session that proved the second factor (SEC-70). Commands and
 * queries of the administration take it; nobody else's actor compiles.
 */
export interface Administrator extends Actor {
  readonly [provenByTheDatabase]: true;
}

/** The actor as support, or null: the administration does not exist for him (R-1202). */
export function asAdministrator(actor: Actor): Administrator | null {
  // The one place that makes this proof: the brand exists for the compiler only.
  return actor.isAdministrator ? (actor as Administrator) : null;
}
